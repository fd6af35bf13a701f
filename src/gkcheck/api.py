"""The face of gkcheck: the only module of the core that a plugin imports."""

from gkcheck.citing import outdated_citations
from gkcheck.dates import chinese_year, parse_date
from gkcheck.docnumber import DocumentNumber, find_number, find_numbers, number_key, parse_number
from gkcheck.extract.labels import disclosure_attribute
from gkcheck.facts import FragmentFact, LinkFact
from gkcheck.finding import Finding, Location, Related, Severity, Unjudged
from gkcheck.globs import glob_match
from gkcheck.hooks import hookimpl
from gkcheck.ledger import LedgerRow
from gkcheck.page import Block, Cell, Field, Heading, Link, Page, Table
from gkcheck.patterns import expression
from gkcheck.rule import Check, Rule, page_check, site_check
from gkcheck.site import Site, SitePage
from gkcheck.titles import named_documents, normalise_title, same_title, title_keys
from gkcheck.workdays import MARGIN, Calendar, add_working_days, working_days

__all__ = [
    "MARGIN",
    "Block",
    "Calendar",
    "Cell",
    "Check",
    "DocumentNumber",
    "Field",
    "Finding",
    "FragmentFact",
    "Heading",
    "LedgerRow",
    "Link",
    "LinkFact",
    "Location",
    "Page",
    "Related",
    "Rule",
    "Severity",
    "Site",
    "SitePage",
    "Table",
    "Unjudged",
    "add_working_days",
    "chinese_year",
    "disclosure_attribute",
    "expression",
    "find_number",
    "find_numbers",
    "glob_match",
    "hookimpl",
    "named_documents",
    "normalise_title",
    "number_key",
    "outdated_citations",
    "page_check",
    "parse_date",
    "parse_number",
    "same_title",
    "site_check",
    "title_keys",
    "working_days",
]
