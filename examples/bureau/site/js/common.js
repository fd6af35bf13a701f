// 字号、离站提示等公共脚本
function doZoom(size) {
  document.getElementById("zoom").style.fontSize = size + "px";
}
document.addEventListener("click", function (event) {
  var a = event.target.closest ? event.target.closest("a[href^='http']") : null;
  if (a && a.hostname !== location.hostname && !/\.gov\.cn$/.test(a.hostname)) {
    if (!confirm("您访问的链接即将离开“示例市知识产权局”网站，是否继续？")) event.preventDefault();
  }
});
