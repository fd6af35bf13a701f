"""Links off the site and the prompt before them: in the page, in the scripts that it loads, or nowhere."""

from pathlib import Path

import pytest

from gkcheck_plugins.links.clicks import HANDLES, PROMPTS, is_library, on_clicks
from minisite import article, judge_folder, write_site

OUT = '<p><a href="http://www.abc-zs.com/">某网</a></p>'
STATISTICS = (
    "var _hmt = _hmt || [];(function() {var hm = document.createElement('script');hm.src = 'https://hm.baidu.com/hm.js?6a1';"
    "var s = document.getElementsByTagName('script')[0];s.parentNode.insertBefore(hm, s);})();"
)
CONFIG = '[site]\nhosts = ["zscq.qingping.gov.cn"]\n'


def judge(folder: Path, body: str, **files: str) -> list[str]:
    """Variants of the findings, and the reason of each page that could not be judged."""
    scripts = {f"js/{name}.js": text for name, text in files.items()}
    write_site(folder, {"gkcheck.toml": CONFIG, "zwgk/t1.html": article(body), **scripts})
    run = judge_folder(folder, "LNK005")
    assert not run.problems
    for found in run.findings:
        for text in run.rule("LNK005").messages[found.variant].values():
            assert "{" not in text.format(**found.arguments)
        assert found.location.line > 1
    return [*(found.variant for found in run.findings), *(entry.reason for entry in run.unjudged)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (OUT, ["default"]),
        (OUT + '<a href="http://www.xyz-zs.com/">另一网</a>', ["several"]),
        (
            OUT + '<script src="/js/jquery-1.12.4.min.js"></script><script src="https://hm.baidu.com/hm.js?1"></script>',
            ["default"],
        ),
        (f"{OUT}<script>{STATISTICS}</script>", ["default"]),
        (OUT + '<script src="/module/count/articlehits.jsp?id=2"></script>', ["default"]),
        (OUT + '<script src="/js/common.js"></script>', ["handler-in-script"]),
        (OUT + '<script src="/module/common.jsp"></script>', ["handler-in-script"]),
        (OUT + '<script src="//cdn.anbieter-cms.com/site/common.js"></script>', ["handler-in-script"]),
        (OUT + "<script>$('.con a').click(function(){ask(this)})</script>", ["handler-in-script"]),
        (
            OUT
            + "<script>$('a').click(function(){return confirm('您访问的链接即将离开“青屏市人民政府”门户网站，是否继续？')})</script>",
            [],
        ),
        (OUT + '<div id="golink">您访问的链接即将离开<br><span>“青屏市人民政府”网</span><br>是否继续？</div>', []),
        (OUT + "<script>outlink('www.qingping.gov.cn')</script><script>function leaveSite(a){}</script>", []),
        ('<a href="http://www.abc-zs.com/" onclick="return confirm(\'继续？\')">某网</a>', []),
        (
            '<a href="http://www.gov.cn/">中国政府网</a><a href="//bszs.conac.cn/sitename?method=show">标识</a><a href="/a.html">甲</a>',
            [],
        ),
        ('<a href="http://beian.miit.gov.cn/">备案</a><a href="http://xxgk.qingping.gov.cn/">公开</a>', []),
        ('<img src="http://www.abc-zs.com/1.png">', []),
        (OUT.replace("某网", "考生离开考场"), ["default"]),
        (f"<p>外部链接：</p>{OUT}", ["default"]),
    ],
)
def test_prompts_on_leaving(tmp_path: Path, body: str, said: list[str]) -> None:
    assert judge(tmp_path, body) == said


LOADS = OUT + '<script src="/js/jquery.min.js"></script><script src="../js/common.js?v=2"></script>'


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("function setTab(n){for(var i=1;i<5;i++){document.getElementById('con'+i).style.display=i==n?'block':'none'}}", ["default"]),
        ("$(function(){$('.gotop').click(function(){$('html,body').animate({scrollTop:0})})})", ["default"]),
        (STATISTICS, ["default"]),
        ("$(document).on('click','a',function(){if(this.hostname!=location.hostname)return confirm('即将离开本网站，是否继续？')})", []),
        (
            "$('a[target=_blank]').click(function(){layer.open({content:'\\u60a8\\u5373\\u5c06\\u79bb\\u5f00\\u672c\\u7ad9'})})",
            [],
        ),
        ("$('.out').click(function(){location.href='/tz.html?u='+$(this).attr('href');return false})", ["handler-in-script"]),
        ("document.onclick=function(e){ask(e)}", ["handler-in-script"]),
        ("document.addEventListener('click', ask, true)", ["handler-in-script"]),
        ("var all=document.getElementsByTagName('a');", ["handler-in-script"]),
        ("document.write('<script src=\"/js/'+name+'.js\"><\\/script>')", ["handler-in-script"]),
        ("$('#top').load('/inc/top.html')", ["handler-in-script"]),
        ("eval(function(p,a,c,k,e,d){return p}('0',1,1,''.split('|'),0,{}))", ["handler-in-script"]),
        ("var tip='系统维护，即将跳转到新版';", ["handler-in-script"]),
        ("var x=1;" * 40_000, ["handler-in-script"]),
    ],
)
def test_the_scripts_that_a_page_loads_are_read(tmp_path: Path, script: str, said: list[str]) -> None:
    assert judge(tmp_path, LOADS, common=script, jquery="!function(w){w.document.getElementsByTagName('*')}(window)") == said


def test_words_in_a_library_are_somebodys_prompt(tmp_path: Path) -> None:
    grown = "jQuery.fn={};$(document).on('click','a',function(){return confirm('即将离开本站')})"
    write_site(tmp_path, {"gkcheck.toml": CONFIG, "zwgk/t1.html": article(LOADS), "js/jquery.min.js": grown, "js/common.js": ";"})
    run = judge_folder(tmp_path, "LNK005")
    assert not run.findings
    assert not run.unjudged


def test_pages_that_load_the_same_scripts_are_one_finding(tmp_path: Path) -> None:
    pages = {f"zwgk/t{number}.html": article(LOADS) for number in range(8)}
    other = {"old/a.html": article(OUT)}
    write_site(tmp_path, {"gkcheck.toml": CONFIG, **pages, **other, "js/common.js": "function a(){}"})
    found = judge_folder(tmp_path, "LNK005").findings
    assert [(one.location.path, one.variant, one.arguments["pages"], len(one.related)) for one in found] == [
        ("old/a.html", "default", "1", 0),
        ("zwgk/t0.html", "template", "8", 4),
    ]


def test_a_script_that_is_not_given_out_may_do_anything(tmp_path: Path) -> None:
    write_site(tmp_path, {"gkcheck.toml": CONFIG, "zwgk/t1.html": article(LOADS), "js/common.js": ";"})
    (tmp_path / "js/common.js").write_bytes(bytes(range(256)) * 9)
    assert [entry.reason for entry in judge_folder(tmp_path, "LNK005").unjudged] == ["handler-in-script"]


@pytest.mark.parametrize("name", ["js/jquery-3.6.0.min.js", "/images/swiper.min.js?v=1", "/m/articlehits.jsp?x=1", "tongji.js"])
def test_libraries_by_name(name: str) -> None:
    assert is_library(name)


@pytest.mark.parametrize("name", ["js/common.js", "js/main.js", "/m/common.jsp", "js/leave.js", "js/site.js"])
def test_scripts_of_the_site_by_name(name: str) -> None:
    assert not is_library(name)


def test_what_a_script_may_do() -> None:
    assert on_clicks("") == ""
    assert on_clicks("confirm('离开本站？')") == PROMPTS
    assert on_clicks("confirm('删除？')") == HANDLES
