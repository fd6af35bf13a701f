$(function () {
  $('body').on('click', 'a', function () {
    var host = this.hostname;
    if (host && host !== location.hostname && !/\\.gov\\.cn$/.test(host)) {
      return confirm('您访问的链接即将离开“芦汀市科学技术局”门户网站，是否继续？');
    }
  });
});
