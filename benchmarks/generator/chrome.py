"""What stands around the text on every page: head, navigation, breadcrumb, side boxes, footer."""

from functools import lru_cache

from benchmarks.generator.columns import ABOUT, COLUMNS, GROUPS
from benchmarks.generator.plan import Entry
from benchmarks.generator.words import BUREAU, HOST

SKINS = (
    {
        "header": "header",
        "nav": "mainnav clearfix",
        "sub": "subnav",
        "box": "article_box",
        "side": "sidebar fr",
        "footer": "footer",
    },
    {
        "header": "top_box",
        "nav": "nav",
        "sub": "nav_sub",
        "box": "main_content",
        "side": "side_right",
        "footer": "foot",
    },
    {
        "header": "headerBox",
        "nav": "menu-list",
        "sub": "menu-second",
        "box": "xl_content",
        "side": "aside",
        "footer": "footer-wrap",
    },
)
_QUICK = (
    *(
        ("", "网站首页"),
        ("about/map.html", "网站地图"),
        ("about/contact.html", "联系我们"),
        ("about/help.html", "使用帮助"),
    ),
    *(
        ("about/legal.html", "网站声明"),
        ("about/privacy.html", "隐私保护"),
        ("zfxxgk/zfxxgkzn/", "公开指南"),
        ("zfxxgk/zfxxgkml/", "公开目录"),
    ),
    *(
        ("zfxxgk/zfxxgknb/", "公开年报"),
        ("bszn/zlfw/", "专利办事"),
        ("bszn/sbfw/", "商标办事"),
        ("hdjl/zjdc/", "意见征集"),
    ),
    *(("zcwj/bmwj/", "文件库"), ("zcjd/wzjd/", "读懂政策"), ("zwgk/tzgg/", "公告栏")),
)
"""Fifteen links above the 63 of the navigation."""
_STYLE = """<style type="text/css">
.zw{font-size:16px;line-height:2;color:#333;text-align:justify}.zw p{margin:0 0 16px;text-indent:2em}
.info_table{width:100%;border-collapse:collapse;margin:18px 0}.info_table td,.info_table th{border:1px solid #ccc;padding:6px 10px}
.pages-date span{margin-right:24px;color:#888}.xgwj li{list-style:none;line-height:34px;border-bottom:1px dashed #ddd}
@media (max-width:768px){.fr{float:none;width:100%}.zw{font-size:18px}}
</style>
"""
_SCRIPT = """<script type="text/javascript">
//<![CDATA[
function doZoom(size){var e=document.getElementById('zoom');if(e){e.style.fontSize=size+'px';}}
(function(){var cfg={mini:1,style:0,size:24,text:document.title,url:window.location.href};window._share=cfg;
var items=['weixin','tsina','qzone','renren'];for(var i=0;i<items.length;i++){cfg[items[i]]=cfg.size*(i+1);}
window.setFont=function(n){var b=[14,16,18];doZoom(b[n%3]);};})();
function pageView(id,site){var t=new Date().getTime();var key='pv_'+site+'_'+id;try{var n=parseInt(sessionStorage.getItem(key)||'0',10)+1;
sessionStorage.setItem(key,String(n));if(n>99){sessionStorage.clear();}}catch(e){window.pv=t;}}
var _trace={site:'JZIP',channel:'web',started:new Date(),steps:[]};function trace(step){_trace.steps.push([step,new Date()-_trace.started]);}
if(/iPad|iPhone|Android/i.test(navigator.userAgent)){document.documentElement.className+=' mobile';}
//]]>
</script>
"""


def prefixed(html: str, entry: Entry) -> str:
    """`html` with what leads from the page to the root in the place of each @@."""
    return html.replace("@@", entry.prefix)


def head(entry: Entry, listing: bool = False) -> str:
    """Everything before <body>, with the page labels of the national standard."""
    label = entry.encoding if entry.encoding != "utf-8" else "utf-8"
    title = entry.title.replace("\n", "")
    base = f'<base href="{entry.base}">\n' if entry.base else ""
    article = (
        ""
        if listing
        else f'<meta name="ArticleTitle" content="{title}">\n<meta name="PubDate" content="{entry.day} 10:{entry.number % 50 + 10}">\n'
        f'<meta name="ContentSource" content="{BUREAU}">\n<meta name="Keywords" content="{entry.column.name}">\n'
    )
    kind = "政策文件" if entry.kind == "policy" else "概况信息" if entry.kind == "about" else "政务动态"
    return (
        prefixed(
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n'
            f'<meta http-equiv="Content-Type" content="text/html; charset={label}">\n{base}'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{title}_{BUREAU}</title>\n"
            f'<meta name="SiteName" content="{BUREAU}">\n<meta name="SiteDomain" content="{HOST}">\n'
            f'<meta name="SiteIDCode" content="3101000099">\n<meta name="ColumnName" content="{entry.column.name}">\n'
            f'<meta name="ColumnType" content="{kind}">\n{article}'
            '<link rel="stylesheet" href="@@css/common.css">\n<link rel="stylesheet" href="@@css/page.css">\n'
            '<link rel="shortcut icon" href="@@images/logo.png">\n<script src="@@js/jquery.js"></script>\n'
            '<script src="@@js/site.js"></script>\n',
            entry,
        )
        + _STYLE
        + _SCRIPT
        + "</head>\n"
    )


@lru_cache(maxsize=64)
def _header(skin: int) -> str:
    words = SKINS[skin]
    quick = "".join(f'<a href="@@{path}">{name}</a><i class="line">|</i>\n' for path, name in _QUICK)
    groups = []
    for slug, name in GROUPS.items():
        items = "".join(
            f'<li class="item"><a href="@@{column.folder}/" target="_blank" title="{column.name}">{column.name}</a></li>\n'
            for column in COLUMNS
            if column.group == slug
        )
        groups.append(
            f'<li class="first"><a href="@@{slug}/" class="h3">{name}</a>\n<ul class="{words["sub"]}">\n{items}</ul></li>\n'
        )
    return (
        f'<div class="{words["header"]}">\n<div class="logo"><img src="@@images/logo.png" alt="{BUREAU}"></div>\n'
        f'<div class="toplinks">{quick}</div>\n<div class="searchbox"><form action="https://search.jiangzhou.gov.cn/s" method="get">'
        '<input type="text" name="q" placeholder="请输入关键字"><input type="submit" value="搜索"></form></div>\n'
        f'<div class="{words["nav"]}">\n<ul>\n{"".join(groups)}</ul>\n</div>\n</div>\n'
    )


@lru_cache(maxsize=64)
def _footer(skin: int) -> str:
    words = SKINS[skin]
    friends = "".join(
        f'<li><a href="https://{host}/" target="_blank" rel="noopener">{name}</a></li>\n'
        for host, name in (
            *(("www.gov.cn", "中国政府网"), ("www.cnipa.gov.cn", "国家知识产权局"), ("www.ncac.gov.cn", "国家版权局")),
            *(
                ("www.samr.gov.cn", "国家市场监督管理总局"),
                ("www.customs.gov.cn", "海关总署"),
                ("www.court.gov.cn", "最高人民法院"),
            ),
        )
    )
    about = "".join(f'<a href="@@about/{slug}.html">{name}</a> ' for slug, name in ABOUT.items())
    return (
        f'<div class="{words["footer"]}">\n<ul class="friendlink">\n{friends}</ul>\n<p>{about}</p>\n'
        f"<p>主办单位：{BUREAU}　地址：江州市滨江大道100号　电话：021-55550100</p>\n"
        '<p>网站标识码：3101000099　<a href="https://beian.miit.gov.cn/" target="_blank">沪ICP备05000099号-1</a>　'
        '<a href="https://beian.mps.gov.cn/" target="_blank">沪公网安备31010102000099号</a></p>\n'
        '<p><img src="@@images/jiucuo.png" alt="我要找错"> <img src="@@images/dzjg.png" alt="党政机关"></p>\n</div>\n'
        '<script src="@@js/count.js"></script>\n<script src="@@js/share.js"></script>\n</body>\n</html>\n'
    )


def skin_of(entry: Entry) -> int:
    """The template of a page: one a group of columns."""
    return list(GROUPS).index(entry.column.group) % len(SKINS) if entry.column.group in GROUPS else 0


def around(entry: Entry, body: str, side: str = "") -> str:
    """The page: `body` with breadcrumb and template around it."""
    skin = skin_of(entry)
    words = SKINS[skin]
    group = GROUPS.get(entry.column.group, "关于本站")
    leaf = (
        f'<a href="@@{entry.column.folder}/">{entry.column.name}</a>'
        if entry.column.group in GROUPS
        else entry.column.name
    )
    up = f'<a href="@@{entry.column.group}/">{group}</a> &gt; ' if entry.column.group in GROUPS else ""
    crumb = f'<div class="position">当前位置：<a href="@@index.html">首页</a> &gt; {up}{leaf}</div>\n'
    inner = f'<div class="wrap">\n{crumb}<div class="{words["box"]}">\n{body}</div>\n{side}</div>\n'
    return prefixed(f"<body>\n{_header(skin)}{inner}{_footer(skin)}", entry)


def side_box(skin: int, links: list[tuple[str, str]]) -> str:
    """The box of latest pages beside the text."""
    items = "".join(f'<li><a href="@@{path}" target="_blank">{title}</a></li>\n' for path, title in links)
    return f'<div class="{SKINS[skin]["side"]}">\n<h3>最新信息</h3>\n<ul>\n{items}</ul>\n</div>\n'
