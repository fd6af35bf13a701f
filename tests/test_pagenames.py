"""What a run calls the pages of its findings."""

from pathlib import Path

from minisite import article, judge_folder, policy, write_site

BAD = '<p><a href="gone.html">附页</a></p>'


def test_title_column_and_address_of_pages_with_findings_alone(tmp_path: Path) -> None:
    pages = {
        "zwgk/zcwj/1.html": policy(BAD),
        "gzdt/年 报.html": article(BAD, title="通报联系人110101199003074514"),
        "ok.html": article(),
        "gkcheck.toml": '[site]\nname = "青屏市知识产权局"\nhosts = ["www.example.gov.cn"]\nprefix = "/zscq/"\nroot = "."\n',
    }
    made = judge_folder(write_site(tmp_path, pages), "LNK001")
    assert sorted(made.pages) == ["gzdt/年 报.html", "zwgk/zcwj/1.html"]
    named = made.pages["zwgk/zcwj/1.html"]
    assert (named.title, named.column) == ("关于印发《青屏市知识产权资助资金管理办法》的通知", "政策文件")
    assert made.published.address("zwgk/zcwj/1.html") == "http://www.example.gov.cn/zscq/zwgk/zcwj/1.html"
    other = made.pages["gzdt/年 报.html"]
    assert made.published.address("gzdt/年 报.html").endswith("/zscq/gzdt/%E5%B9%B4%20%E6%8A%A5.html")
    assert made.published.address("wenku/1.md") == ""  # a generator publishes it under another name
    assert "19900307" not in other.title
    assert made.site_name == "青屏市知识产权局"


def test_the_names_are_remembered_with_the_judgement(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"zwgk/zcwj/1.html": policy(BAD)})
    first = judge_folder(site, "LNK001", cache=tmp_path / "cache")
    again = judge_folder(site, "LNK001", cache=tmp_path / "cache")
    assert "recall" in again.timings
    assert again.pages == first.pages
    assert first.published.address("zwgk/zcwj/1.html") == ""  # whose host it is nobody said


def test_addresses_are_written_as_the_configuration_writes_the_host(tmp_path: Path) -> None:
    files = {"1.html": article(BAD + '<p><a href="https://www.example.gov.cn/gone2.html">附页</a></p>')}
    files["gkcheck.toml"] = '[site]\nhosts = ["https://WWW.example.gov.cn/", "old.example.gov.cn"]\nroot = "."\n'
    made = judge_folder(write_site(tmp_path, files), "LNK001")
    assert made.published.address("1.html") == "https://www.example.gov.cn/1.html"
    assert sorted(found.subject for found in made.findings) == ["gone.html", "gone2.html"]  # both are the site's own
