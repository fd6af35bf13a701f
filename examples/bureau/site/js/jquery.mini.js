// 占位：示例站点不带第三方库
window.$ = function (s) { return document.querySelectorAll(s); };
