"""The face of gkcheck: the only module of the core that a plugin imports."""

from gkcheck.attached.attachment import Attachment
from gkcheck.attached.compound import Compound, compound
from gkcheck.attached.formats import beginning, format_of
from gkcheck.attached.package import Member, Package, Unreadable, package
from gkcheck.attached.passages import Passage, Unread, passages
from gkcheck.attached.readings import Reading, Readings, readings
from gkcheck.citing import outdated_citations
from gkcheck.columnkinds import kind_of
from gkcheck.columnrows import Item, home_items
from gkcheck.columns import Column, columns_of
from gkcheck.dates import chinese_year, parse_date
from gkcheck.docnumber import DocumentNumber, find_number, find_numbers, number_key, parse_number
from gkcheck.extract.labels import disclosure_attribute
from gkcheck.extract.references import decode_percent
from gkcheck.extract.surroundings import Element, Surroundings, surroundings
from gkcheck.facts import FragmentFact, LinkFact
from gkcheck.finding import Finding, Location, Related, Severity, Unjudged
from gkcheck.globs import glob_match
from gkcheck.hooks import hookimpl
from gkcheck.identifiers.phones import Mobile, find_mobiles
from gkcheck.identifiers.recognise import (
    Identifier,
    find_cards,
    find_identities,
    find_permits,
    mask_value,
    speaks_of_permits,
)
from gkcheck.identifiers.shapes import may_hold
from gkcheck.ledger import LedgerRow
from gkcheck.online.answer import Answer
from gkcheck.online.answers import Answers, Look
from gkcheck.online.softmiss import soft_miss
from gkcheck.page import Block, Cell, Field, Heading, Link, Page, Table
from gkcheck.patterns import expression
from gkcheck.referrers import Outward, locate_address, outward_addresses
from gkcheck.rule import Check, Rule, file_check, page_check, site_check
from gkcheck.site import Site, SitePage
from gkcheck.titles import named_documents, normalise_title, same_title, title_keys
from gkcheck.workdays import MARGIN, Calendar, add_working_days, working_days

__all__ = [
"MARGIN",
    "Answer",
    "Answers",
    "Attachment",
    "Block",
    "Calendar",
    "Cell",
    "Check",
    "Column",
    "Compound",
    "DocumentNumber",
    "Element",
    "Field",
    "Finding",
    "FragmentFact",
    "Heading",
    "Identifier",
    "Item",
    "LedgerRow",
    "Link",
    "LinkFact",
    "Location",
    "Look",
    "Member",
    "Mobile",
    "Outward",
    "Package",
    "Page",
    "Passage",
    "Reading",
    "Readings",
    "Related",
    "Rule",
    "Severity",
    "Site",
    "SitePage",
    "Surroundings",
    "Table",
    "Unjudged",
    "Unread",
    "Unreadable",
    "add_working_days",
    "beginning",
    "chinese_year",
    "columns_of",
    "compound",
    "decode_percent",
    "disclosure_attribute",
    "expression",
    "file_check",
    "find_cards",
    "find_identities",
    "find_mobiles",
    "find_number",
    "find_numbers",
    "find_permits",
    "format_of",
    "glob_match",
    "home_items",
    "hookimpl",
    "kind_of",
    "locate_address",
    "mask_value",
    "may_hold",
    "named_documents",
    "normalise_title",
    "number_key",
    "outdated_citations",
    "outward_addresses",
    "package",
    "page_check",
    "parse_date",
    "parse_number",
    "passages",
    "readings",
    "same_title",
    "site_check",
    "soft_miss",
    "speaks_of_permits",
    "surroundings",
    "title_keys",
    "working_days",
]
