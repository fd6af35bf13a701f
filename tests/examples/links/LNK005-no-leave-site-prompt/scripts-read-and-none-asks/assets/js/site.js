// 字号、标签页和返回顶部
function setSize(px) { document.getElementById('zoom').style.fontSize = px + 'px'; }
$(function () {
  $('.tabs li').mouseover(function () { $(this).addClass('on').siblings().removeClass('on'); });
  $('.backtop').click(function () { $('html').animate({ scrollTop: 0 }, 300); });
});
