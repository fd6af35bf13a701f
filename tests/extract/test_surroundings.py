"""What stands around a link is read from the page as a browser would nest it."""

from gkcheck.extract.surroundings import surroundings
from minisite import extract

HTML = """<html><body><!-- <a href="/x.html"> --><div class="box" style="display:none">
<ul><li><A HREF=/a.html>甲<img src="/1.png"></A></li><li>乙</li><li class="on">丙</li></ul></div>
<p>丁<a title="戊" href="/b.html">己</a><p>庚</body></html>"""


def test_elements_from_the_inside_out() -> None:
    page = extract(HTML)
    links = [link for link in page.links if link.tag == "a"]
    found = surroundings(page, links)
    assert [[element.tag for element in entry.elements] for entry in found.values()] == [
        ["a", "li", "ul", "div"],
        ["a", "p"],
    ]
    assert [(entry.text, entry.image) for entry in found.values()] == [("甲", True), ("己", False)]
    box = found[0].elements[3]
    assert dict(box.attributes) == {"class": "box", "style": "display:none"}
    assert [element.alike for element in found[0].elements] == [0, 1, 0, 0]
    assert found[1].elements[1].alike == 1
    assert all(
        "gkcheck" not in name for entry in found.values() for element in entry.elements for name in element.attributes
    )


def test_nothing_is_asked_of_nothing() -> None:
    assert surroundings(extract(HTML), []) == {}


def test_scripts_of_a_page_are_those_that_run() -> None:
    page = extract(
        "<html><head><script>var a=1</script></head><body><!--<script>var b</script>--><p>甲</p><script>var c</script></body></html>"
    )
    assert page.scripts == ("var a=1", "var c")
