"""References that are wrong, in the ways in which they are wrong on real sites, and ones that only look wrong."""

from typing import NamedTuple

from benchmarks.generator.words import HOST


class Fault(NamedTuple):
    """A kind of wrong reference. `html` holds {t} (a token that no other page has), {own} (the page's own file name) and
    @@ (what leads from the page to the root). `needs` is "gbk" or "base" where only such a page can have it."""

    kind: str
    code: str
    html: str
    needs: str = ""


BROKEN: tuple[Fault, ...] = (
    Fault("relative", "LNK001", '<p>详见<a href="t2024_{t}.html">有关情况说明</a>。</p>'),
    Fault("parent", "LNK001", '<p>详见<a href="../../{t}/index.html">往年工作情况</a>。</p>'),
    Fault("root", "LNK001", '<p>详见<a href="/zwgk/{t}.html">工作动态专栏</a>。</p>'),
    Fault("directory", "LNK001", '<p>详见<a href="/zt/{t}/">专题专栏</a>。</p>'),
    Fault("directory-without-index", "LNK001", '<p>详见<a href="/zt/{t}/">图片专栏</a>。</p>'),
    Fault("attachment", "ATT001", '<p>附件：<a href="/attach/{t}.pdf">项目汇总表.pdf</a></p>'),
    Fault("img", "LNK001", '<p align="center"><img src="./images/{t}.png" alt="活动现场"></p>'),
    Fault(
        "srcset",
        "LNK001",
        '<p><img src="@@images/pic1.png" srcset="@@images/pic1.png 1x, @@images/{t}.png 2x" alt="现场"></p>',
    ),
    Fault("percent-encoded", "LNK001", '<p>详见<a href="/zt/%E4%B8%93%E9%A2%98{t}.html">专题报道</a>。</p>'),
    Fault("raw-chinese", "LNK001", '<p>详见<a href="/zt/专题{t}.html">专题报道</a>。</p>'),
    Fault("raw-chinese-gbk", "LNK001", '<p>详见<a href="/zt/专题{t}.html">专题报道</a>。</p>', "gbk"),
    Fault("under-base", "LNK001", '<p>详见<a href="{own}?v={t}">本页说明</a>。</p>', "base"),
    Fault("case", "LNK012", '<p align="center"><img src="/zt/img/{t}.png" alt="活动现场"></p>'),
    Fault("inline-css", "LNK001", '<div style="height:20px;background:url(/images/{t}.jpg) no-repeat">&nbsp;</div>'),
    Fault("iframe", "LNK001", '<iframe src="/video/{t}.html" width="600" height="400"></iframe>'),
    Fault("own-host", "LNK001", f'<p>详见<a href="http://{HOST}/zwgk/{{t}}.html">本站专栏</a>。</p>'),
)
FRAGMENTS: tuple[Fault, ...] = (
    Fault("same-page", "LNK002", '<p>参见<a href="#{t}">第三部分</a>的说明。</p>'),
    Fault("other-page", "LNK002", '<p>参见<a href="/about/help.html#{t}">使用帮助第六条</a>。</p>'),
    Fault("chinese", "LNK002", '<p>参见<a href="/about/help.html#第九章{t}">使用帮助第九章</a>。</p>'),
    Fault(
        "percent", "LNK002", '<p>参见<a href="/about/help.html#%E7%AC%AC%E4%B9%9D%E7%AB%A0{t}">使用帮助第九章</a>。</p>'
    ),
    Fault("base", "LNK002", '<p>参见<a href="@@about/help.html#{t}">使用帮助第七条</a>。</p>', "base"),
)
OTHERS: tuple[Fault, ...] = (
    Fault("hash", "LNK009", '<p>详见<a href="#">关于做好{t}有关工作的补充说明</a>。</p>'),
    Fault("empty", "LNK009", '<p>详见<a href="">关于做好{t}有关工作的补充说明</a>。</p>'),
    Fault("script", "LNK009", '<p>详见<a href="javascript:void(0);">关于做好{t}有关工作的补充说明</a>。</p>'),
    Fault("drive", "LNK011", '<p><img src="file:///C:/Users/admin/Desktop/{t}.png" alt="现场"></p>'),
    Fault("private", "LNK011", '<p>登录<a href="http://192.168.10.8/{t}/">项目管理平台</a>填写。</p>'),
    Fault("computer", "LNK011", '<p>登录<a href="http://localhost:8080/{t}/">项目管理平台</a>填写。</p>'),
)
TRAPS: tuple[Fault, ...] = (
    Fault("gbk-raw-name", "", '<p>附件：<a href="/attach/汇总表.xlsx">汇总表.xlsx</a></p>', "gbk"),
    Fault("blank", "", '<p>附件：<a href="/attach/填报指南 2024.pdf">填报指南.pdf</a></p>'),
    Fault(
        "blank-encoded",
        "",
        '<p>附件：<a href="/attach/%E5%A1%AB%E6%8A%A5%E6%8C%87%E5%8D%97%202024.pdf">填报指南.pdf</a></p>',
    ),
    Fault("blank-around", "", '<p>参见<a href="  @@about/help.html \n">使用帮助</a>。</p>'),
    Fault("ampersand", "", '<p>参见<a href="@@about/help.html?from=list&amp;page=2">使用帮助</a>。</p>'),
    Fault("upper-case", "", '<P>参见<A HREF="@@about/legal.html" TARGET=_blank>网站声明</A>。</P>'),
    Fault("unquoted", "", "<p>参见<a href=@@about/legal.html target=_blank>网站声明</a>。</p>"),
    Fault("comment", "", '<!-- <p>详见<a href="/gone/old.html">旧版说明</a></p> -->'),
    Fault("script-text", "", """<script>var more = '<a href="/gone/more.html">更多</a>';</script>"""),
    Fault("chinese-id", "", '<p>参见<a href="@@about/help.html#第一章">使用帮助第一章</a>。</p>'),
    Fault("name", "", '<p>参见<a href="@@about/help.html#old-anchor">使用帮助第二章</a>。</p>'),
    Fault(
        "percent-fragment",
        "",
        '<p>参见<a href="@@about/help.html#%E7%AC%AC%E4%B8%80%E7%AB%A0">使用帮助第一章</a>。</p>',
    ),
    Fault("protocol-relative", "", f'<p>参见<a href="//{HOST}/about/help.html">使用帮助</a>。</p>'),
    Fault("backslash", "", r'<p>参见<a href="\about\help.html">使用帮助</a>。</p>'),
    Fault("entity", "", '<p>参见<a href="@@about/help&#46;html">使用帮助</a>。</p>'),
    Fault("version", "", '<script src="@@js/site.js?v=20240101"></script>'),
    Fault("own-host", "", f'<p>参见<a href="http://{HOST}/about/legal.html">网站声明</a>。</p>'),
    Fault("no-slash", "", '<p>更多内容见<a href="/zwgk/gzdt">工作动态</a>。</p>'),
    Fault("top", "", '<p><a href="#top">返回顶部</a></p>'),
    Fault(
        "srcset",
        "",
        '<p><img src="@@images/pic1.png" srcset="@@images/pic1.png 1x,@@images/pic2.png 2x" alt="现场"></p>',
    ),
    Fault(
        "mail",
        "",
        '<p>来信请寄<a href="mailto:ip@jiangzhou.gov.cn">公务邮箱</a>，或致电<a href="tel:021-55550100">总机</a>。</p>',
    ),
)
"""What is in order and looks wrong; on every site, on pages of their own."""
