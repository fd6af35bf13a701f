"""The sentences of ledger and notice, in both languages."""

SHEETS = {
    "inspection": {"zh": "检查表", "en": "Inspection"},
    "summary": {"zh": "汇总", "en": "Summary"},
    "items": {"zh": "整改台账", "en": "Ledger"},
    "nobody": {"zh": "未明确责任单位", "en": "No department"},
    "review": {"zh": "待人工核查", "en": "Needs review"},
    "closed": {"zh": "已销号", "en": "Closed"},
    "loose": {"zh": "未能对应", "en": "Not matched"},
    "coverage": {"zh": "覆盖情况", "en": "Coverage"},
    "trace": {"zh": "留痕", "en": "Trace"},
}
OWN = ("inspection", "summary", "coverage", "trace")
"""Sheets that gkcheck writes anew each time and never reads back."""

LOOSE_HEADS = {
    "place": {"zh": "原来的位置", "en": "Where it stood"},
    "reason": {"zh": "未能对应的原因", "en": "Why it fits nowhere"},
    "cells": {"zh": "原来的内容（逐格照录）", "en": "What it held, cell by cell"},
}
LOOSE = {
    "head": {"zh": "表头", "en": "headings"},
    "above": {"zh": "在表头之上", "en": "above the headings"},
    "no-fingerprint": {"zh": "没有指纹", "en": "no fingerprint"},
    "unknown": {"zh": "指纹、规则或文件不完整，无法对应", "en": "fingerprint, rule or file incomplete"},
    "twice": {"zh": "同一指纹另有一行，内容不同", "en": "another row has the same fingerprint and says something else"},
    "sheet": {"zh": "不是台账工作表", "en": "not a sheet of the ledger"},
}

LABELS = {
    "none": {"zh": "无", "en": "none"},
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "、", "en": ", "},
    "semicolon": {"zh": "；", "en": "; "},
    "place": {"zh": "第 {line} 行第 {column} 列", "en": "line {line}, column {column}"},
    "line": {"zh": "第 {line} 行", "en": "line {line}"},
    "whole": {"zh": "整个页面", "en": "the page as a whole"},
    "support": {"zh": "{lead}（配合：{names}）", "en": "{lead} (with {names})"},
    "guessed": {
        "zh": "{day}（{year} 年放假安排未公布，按周一至周五计）",
        "en": "{day} (the holidays of {year} are not published; Monday to Friday were counted)",
    },
    "cut": {"zh": "……（超过单元格上限，其余略）", "en": "… (cut at the limit of a cell)"},
    "rows-cut": {
        "zh": "本表已达到工作表的行数上限，另有 {n} 行未列出，请用 -f json 或 --by owner 取得全部",
        "en": "The sheet is full; {n} more row(s) are left out: take -f json or --by owner for all of them",
    },
    "write-instead": {"zh": "建议改为：{text}", "en": "write instead: {text}"},
    "before-owner": {"zh": "上期责任单位", "en": "Department before"},
    "before-result": {"zh": "上期复查结果", "en": "Result before"},
    "comments": {"zh": "批注", "en": "Comments"},
    "accepted": {"zh": "已豁免：{reason}", "en": "accepted: {reason}"},
    "status-title": {"zh": "整改状态", "en": "Status"},
    "status-help": {
        "zh": "从列表中选择；误报、不属于我单位请在“整改说明”中写明理由。",
        "en": "Choose from the list; for a false alarm or another's page give the reason in the note.",
    },
    "page-of": {"zh": "第 &P 页，共 &N 页", "en": "page &P of &N"},
}

SUMMARY = {
    "title": {"zh": "{site}信息公开检查与整改汇总（{day}）", "en": "{site}: disclosure check and mending, {day}"},
    "site": {"zh": "网站", "en": "The site"},
    "by-owner": {"zh": "各单位问题数", "en": "Findings by department"},
    "owner": {"zh": "责任单位", "en": "Department"},
    "total": {"zh": "合计", "en": "Total"},
    "review": {"zh": "待人工核查（不计入合计）", "en": "Needs review (not in the total)"},
    "sheet": {"zh": "台账", "en": "Ledger"},
    "waiting": {
        "zh": "其中 {n} 个是上期的问题，这次没有读到页面或没有判断，待复查；不在上面“发现”的数字里。",
        "en": "{n} of them were known before and could not be looked at this time; they wait to be re-checked and are not among what was found.",
    },
    "progress": {"zh": "整改情况（与上期台账 {source} 相比）", "en": "What became of the last ledger ({source})"},
    "known": {"zh": "上期问题", "en": "Known before"},
    "rate": {"zh": "整改率", "en": "Rate mended"},
    "rate-text": {"zh": "{fixed}/{known}（{percent}%）", "en": "{fixed}/{known} ({percent}%)"},
    "rate-help": {
        "zh": "整改率 = 本次复查确认已整改 ÷ 上期台账中的问题（含以前已销号的，不含已豁免的）；待复查的计入分母，不算已整改。",
        "en": "The rate is what the re-check found mended out of all rows of the last ledger, those closed before included and accepted ones left out; "
        "what could not be re-checked counts as not mended.",
    },
    "by-indicator": {"zh": "各指标问题数", "en": "Findings by indicator"},
    "by-kind": {"zh": "各类问题数", "en": "Findings by kind"},
    "remaining": {"zh": "仍有", "en": "Remaining"},
    "terms": {
        "zh": "整改期限：首次发现之后 {error} 个（错误）、{warning} 个（警告）、{note} 个（提示）工作日。",
        "en": "Deadlines: {error} (errors), {warning} (warnings) and {note} (notes) working days after a finding was first told.",
    },
    "how-title": {"zh": "怎样填写", "en": "How to fill it in"},
    "how-fill": {
        "zh": "请在各单位的台账中填写责任单位、责任人、整改期限、整改状态、整改说明，也可在最后另加列。其他列由程序填写，下次会重写。",
        "en": "Departments fill in department, person, deadline, status and note, and may add columns at the end. The other columns are written anew each time.",
    },
    "how-back": {
        "zh": "填好后用 gkcheck check 网站 --ledger-in 台账.xlsx -f xlsx 再查一次：所填内容按指纹带到新台账，复查结果由程序判定。",
        "en": "Then run gkcheck check SITE --ledger-in LEDGER.xlsx -f xlsx: what was filled in goes to the new ledger by fingerprint, and the re-check is made by the program.",
    },
    "how-own": {
        "zh": "检查表、汇总、覆盖情况、留痕四张表每次重新生成，写在其中的内容不会带到下次。",
        "en": "The sheets Inspection, Summary, Coverage and Trace are made anew; what is written there is not carried over.",
    },
    "part": {
        "zh": "本台账只含网站的一部分，因此没有按检查指标评分。",
        "en": "This ledger holds a part of the site, so that it is not scored by the inspection.",
    },
}

INSPECTION = {
    "code": {"zh": "编号", "en": "Code"},
    "first": {"zh": "一级指标", "en": "Part"},
    "second": {"zh": "二级指标", "en": "Indicator"},
    "standard": {"zh": "检查标准", "en": "Standard"},
    "points": {"zh": "分值", "en": "Points"},
    "deducted": {"zh": "扣分", "en": "Deducted"},
    "state": {"zh": "检查结果", "en": "Result"},
    "figures": {"zh": "数量", "en": "Count"},
    "basis": {"zh": "依据", "en": "Basis"},
    "rows": {"zh": "台账序号", "en": "Rows of the ledger"},
    "unchecked": {"zh": "没有核查的", "en": "Not checked"},
    "veto": {"zh": "否决", "en": "veto"},
    "review-rows": {"zh": "待核查 {rows}", "en": "to review {rows}"},
    "rows-text": {"zh": "{rows}", "en": "{rows}"},
    "more": {"zh": "…（共 {n} 条）", "en": "… ({n} in all)"},
}

COVERAGE = {
    "what": {"zh": "对象", "en": "What"},
    "read": {"zh": "已读取", "en": "Read"},
    "unread": {"zh": "未读取", "en": "Not read"},
    "why": {"zh": "说明", "en": "Why"},
    "pages": {"zh": "页面", "en": "Pages"},
    "kind": {"zh": "页面：{kind}", "en": "Pages: {kind}"},
    "unclassified": {"zh": "页面：未归类", "en": "Pages: unclassified"},
    "attachments": {"zh": "附件", "en": "Attachments"},
    "documents": {"zh": "读取了内容的附件", "en": "Attachments whose text was read"},
    "other-files": {"zh": "文件总数", "en": "Files in all"},
    "column": {"zh": "栏目：{name}", "en": "Column: {name}"},
    "asking": {"zh": "外部地址", "en": "External addresses"},
    "offline": {"zh": "没有联网核对", "en": "other servers were not asked"},
    "asked": {
        "zh": "正常 {works}，打不开 {broken}，无法核实 {unverified}，未询问 {unasked}",
        "en": "{works} work, {broken} broken, {unverified} could not be verified, {unasked} not asked",
    },
    "unseen": {
        "zh": "没有读取：已排除，或没有规则、页面用到它",
        "en": "not read: excluded, or no rule and no page asks for it",
    },
    "unread-title": {"zh": "没有读取或没有检查的", "en": "What was not read or not checked"},
    "file": {"zh": "文件", "en": "File"},
    "unjudged-title": {
        "zh": "未能判断的（既不是合规，也不是违规）",
        "en": "Not judged (neither in order nor in breach)",
    },
    "rule": {"zh": "规则", "en": "Rule"},
    "times": {"zh": "页面数", "en": "Pages"},
    "where": {"zh": "例如", "en": "For example"},
    "silent-title": {"zh": "没有可检查对象、因而未作判断的规则", "en": "Rules that had nothing to judge"},
    "judged-title": {"zh": "各规则的检查情况", "en": "How each rule went"},
    "applicable": {"zh": "适用", "en": "Applicable"},
    "breached": {"zh": "有问题", "en": "In breach"},
    "in-order": {"zh": "未发现问题", "en": "In order"},
    "unjudged": {"zh": "未能判断", "en": "Not judged"},
    "none": {"zh": "无", "en": "none"},
}

TRACE = {
    "item": {"zh": "项目", "en": "Item"},
    "value": {"zh": "内容", "en": "Value"},
    "version": {"zh": "gkcheck 版本", "en": "Version of gkcheck"},
    "root": {"zh": "网站文件夹", "en": "Folder of the site"},
    "site": {"zh": "网站", "en": "Site"},
    "as-of": {"zh": "判断日期（--as-of）", "en": "Judged at (--as-of)"},
    "profile": {"zh": "规则方案", "en": "Profile"},
    "foot": {"zh": "gkcheck {version} · {rules} 条规则 · {day}", "en": "gkcheck {version} · {rules} rules · {day}"},
    "foot-digests": {"zh": "规则 {rules} · 配置 {config} · 内容 {site}", "en": "rules {rules} · configuration {config} · content {site}"},
    "unknown": {"zh": "（不详）", "en": "(not known)"},
    "no-profile": {"zh": "（未指定）", "en": "(none)"},
    "rules": {"zh": "规则", "en": "Rules"},
    "rules-text": {"zh": "{n} 条，摘要 {digest}", "en": "{n}, digest {digest}"},
    "result": {"zh": "结论", "en": "Verdict"},
    "config": {"zh": "配置摘要", "en": "Digest of the configuration"},
    "content": {"zh": "网站内容摘要", "en": "Digest of the content"},
    "revision": {"zh": "内容版本", "en": "Version of the content"},
    "plugins": {"zh": "插件", "en": "Plugins"},
    "problems": {"zh": "运行中的问题", "en": "Faults of the run"},
    "returned": {"zh": "带入的台账", "en": "Ledger taken in"},
    "returned-text": {"zh": "{source}，{entries} 行对应，{loose} 行未能对应，SHA-256 {sha256}", "en": "{source}, {entries} row(s), {loose} not matched, SHA-256 {sha256}"},
    "suppressed": {"zh": "已豁免的问题", "en": "Accepted findings"},
    "part": {"zh": "范围", "en": "Scope"},
    "whole": {"zh": "全站", "en": "the whole site"},
    "partial": {"zh": "网站的一部分", "en": "a part of the site"},
    "masked": {"zh": "个人信息", "en": "Personal data"},
    "masked-text": {
        "zh": "身份证号、手机号等已遮盖；涉及个人信息的问题不摘录原文",
        "en": "identity and telephone numbers are masked; findings about personal data quote nothing",
    },
}

NOTICE = {
    "site": {"zh": "本网站", "en": "the site"},
}
