"""The sentences that reports say around the rules' own texts, in both languages."""

from collections.abc import Mapping

INFORMATION_URI = "https://github.com/gkcheck/gkcheck"
"""Where the project lives; every address in a report is made from it."""

LOCALES = {"zh": "zh-CN", "en": "en-US"}

SEVERITIES = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "警告", "en": "warning"},
    "note": {"zh": "提示", "en": "note"},
    "review": {"zh": "待人工核查", "en": "needs review"},
}

COUNTED = {
    "error": {"zh": "{n} 个错误", "en": "{n} error(s)"},
    "warning": {"zh": "{n} 个警告", "en": "{n} warning(s)"},
    "note": {"zh": "{n} 个提示", "en": "{n} note(s)"},
    "review": {"zh": "{n} 处待人工核查", "en": "{n} to be reviewed by a person"},
}

UI = {
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "、", "en": ", "},
    "semicolon": {"zh": "；", "en": "; "},
    "article": {"zh": "第{n}条", "en": "art. {n}"},
    "basis": {"zh": "依据", "en": "basis"},
    "hint": {"zh": "改法", "en": "how to mend"},
    "page-of-rule": {"zh": "说明", "en": "about the rule"},
    "why": {"zh": "为什么", "en": "why"},
    "related": {"zh": "相关", "en": "see also"},
    "fix": {"zh": "建议改为", "en": "write instead"},
    "page": {"zh": "页面", "en": "page"},
    "line": {"zh": "第 {line} 行", "en": "line {line}"},
    "repeated": {
        "zh": "同样的问题出现在多个页面上，多半出自同一个模板，改一处即可：",
        "en": "The same on many pages, most likely from one template, to be mended once:",
    },
    "repeated-at": {"zh": "共 {n} 处，{pages} 个页面，例如：", "en": "{n} places on {pages} pages, for example:"},
    "more": {"zh": "……另有 {n} 处，加 --verbose 全部列出", "en": "… {n} more; --verbose lists all"},
    "summary": {"zh": "汇总", "en": "Summary"},
    "none": {"zh": "无", "en": "none"},
    "rule": {"zh": "规则", "en": "rule"},
    "slug": {"zh": "名称", "en": "name"},
    "title": {"zh": "说明", "en": "title"},
    "severity": {"zh": "级别", "en": "severity"},
    "count": {"zh": "数量", "en": "count"},
    "findings": {"zh": "发现", "en": "Findings"},
    "suppressed": {"zh": "已豁免", "en": "Suppressed"},
    "suppressed-text": {"zh": "{n} 处（不计入上表）", "en": "{n} (not in the table)"},
    "baseline": {"zh": "基线", "en": "Baseline"},
    "baseline-hidden": {"zh": "{n} 个已知问题未列出（--show-known 列出）", "en": "{n} known finding(s) not listed (--show-known lists them)"},
    "baseline-known": {"zh": "{n} 个已知问题（不计入上表）", "en": "{n} known finding(s), not in the table"},
    "since": {"zh": "与上次相比", "en": "Since last time"},
    "state-new": {"zh": "［新增］", "en": "[new] "},
    "state-unchanged": {"zh": "［已知］", "en": "[known] "},
    "state-returned": {"zh": "［反复出现］", "en": "[returned] "},
    "returned": {"zh": "反复出现", "en": "Returned"},
    "returned-text": {"zh": "{n} 个问题曾经改正，现在又有了", "en": "{n} finding(s) were mended once and are there again"},
    "stale": {"zh": "已改正", "en": "Mended"},
    "stale-text": {
        "zh": "{n} 个问题已经改正，但仍在基线里；运行 gkcheck baseline --prune 移除后检查才会通过：",
        "en": "{n} known finding(s) are mended and still in the baseline; the check passes once gkcheck baseline --prune has removed them:",
    },
    "unsure": {"zh": "没有核实", "en": "Not verified"},
    "unsure-text": {
        "zh": "{n} 个已知问题所在的页面没有读到，或规则没有判断，不算改正",
        "en": "{n} known finding(s) whose page was not read or whose rule did not judge; not counted as mended",
    },
    "owner": {"zh": "责任单位", "en": "owner"},
    "owner-support": {"zh": "{lead}（配合：{support}）", "en": "{lead} (with {support})"},
    "owner-contact": {"zh": "{owner}，联系：{contact}", "en": "{owner}, contact: {contact}"},
    "owners": {"zh": "责任单位", "en": "Owners"},
    "owner-nobody": {"zh": "没有责任单位 {n}", "en": "nobody {n}"},
    "unowned": {"zh": "没有责任单位的页面", "en": "Pages without an owner"},
    "unowned-text": {"zh": "{n} 个；在 gkcheck.toml 的 [owners] 中写明", "en": "{n}; name one in [owners] of gkcheck.toml"},
    "unjudged": {"zh": "未能判断（既不是合规，也不是违规）", "en": "Not judged (neither in order nor in breach)"},
    "unjudged-text": {"zh": "{n} 个页面，{reason}", "en": "{n} page(s), {reason}"},
    "coverage": {"zh": "检查范围", "en": "Looked at"},
    "files-text": {
        "zh": "{files} 个文件，其中页面 {pages} 个、附件 {attachments} 个（其中 {documents} 个按正文逐条检查）",
        "en": "{files} files: {pages} pages, {attachments} attachments ({documents} of them judged as documents)",
    },
    "kinds": {"zh": "页面种类", "en": "Kinds of page"},
    "unclassified": {"zh": "未归类 {n}", "en": "unclassified {n}"},
    "unread": {"zh": "未读取的文件", "en": "Not read"},
    "rules": {"zh": "运行规则", "en": "Rules run"},
    "rules-text": {"zh": "{n} 条", "en": "{n}"},
    "snapshot": {"zh": "快照", "en": "Snapshot"},
    "snapshot-text": {"zh": "{hosts}，{first} 至 {last}，{n} 次抓取", "en": "{hosts}, {first} to {last}, {n} captures"},
    "snapshot-repeated": {"zh": "{n} 个地址抓取过多次，以最后一次为准", "en": "{n} address(es) were captured more than once: the last answer counts"},
    "snapshot-foreign": {"zh": "{n} 次抓取属于其他网站，没有检查", "en": "{n} capture(s) are of other hosts and were not checked"},
    "snapshot-scripted": {"zh": "{n} 个页面的内容或分页由脚本加载，抓取看不到", "en": "{n} page(s) are filled by scripts, which a crawl does not see"},
    "snapshot-unseen": {
        "zh": "{n} 个被链接的站内地址不在快照中，是否有效没有判断：",
        "en": "{n} address(es) of the site are linked to and not in the snapshot; whether they work was not judged:",
    },
    "snapshot-blind": {
        "zh": "快照看不到：没有链接指向的页面和附件、文件进入版本库的时间、没有抓取的地址；这些请检查网站文件夹",
        "en": "A snapshot cannot know: pages and attachments without a link, when a file was added, addresses not captured; check the site's folder for these",
    },
    "status": {"zh": "服务器回答 {status}", "en": "the server answered {status}"},
    "asking": {"zh": "外部地址", "en": "External addresses"},
    "asking-text": {
        "zh": "{addresses} 个，其中正常 {works} 个、打不开 {broken} 个、无法核实 {unverified} 个、未询问 {unasked} 个（沿用以前结果 {remembered} 个）",
        "en": "{addresses}: {works} work, {broken} broken, {unverified} could not be verified, {unasked} not asked ({remembered} answers remembered)",
    },
    "unverified": {
        "zh": "{n} 个外部地址无法核实（多为拒绝程序访问），既不算正常，也不算打不开",
        "en": "{n} external address(es) could not be verified (most refuse machines): neither in order nor broken",
    },
    "silent": {"zh": "没有可检查对象、因而未作判断的规则", "en": "Rules that had nothing to judge"},
    "plugins": {"zh": "未能使用的插件", "en": "Plugins that could not be used"},
    "problems": {"zh": "运行中的问题", "en": "Faults of this run"},
    "plugin-blocked": {"zh": "已停用", "en": "switched off"},
    "plugin-failed": {"zh": "加载失败", "en": "failed to load"},
}

VERDICTS = {
    "nothing-read": {
        "zh": "没有读到任何页面，什么也没有检查（退出码 {code}），不能说明网站合规。请核对路径 {root}。",
        "en": "No page was read, so nothing was checked (exit code {code}); that is no proof of order. Look at {root}.",
    },
    "incomplete": {
        "zh": "结果不完整（退出码 {code}）：有 {n} 处没能检查，原因见上；已检查的部分{found}。",
        "en": "The result is incomplete (exit code {code}): {n} thing(s) were not checked, see above; so far {found}.",
    },
    "incomplete-below": {
        "zh": "结果不完整（退出码 {code}）：有 {n} 处没能检查，原因见下；已检查的部分{found}。",
        "en": "The result is incomplete (exit code {code}): {n} thing(s) were not checked, see below; so far {found}.",
    },
    "failed": {
        "zh": "{found}（退出码 {code}：有达到“{level}”级别的问题）。",
        "en": "{found} (exit code {code}: something is at the level “{level}” or above).",
    },
    "passed": {
        "zh": "{found}（退出码 {code}：没有达到“{level}”级别的问题）。",
        "en": "{found} (exit code {code}: nothing is at the level “{level}” or above).",
    },
    "other": {"zh": "{found}（退出码 {code}）。", "en": "{found} (exit code {code})."},
    "found": {"zh": "发现 {counts}", "en": "found {counts}"},
    "clean": {"zh": "在检查过的 {n} 个页面上没有发现问题", "en": "nothing was found on the {n} pages looked at"},
    "found-new": {"zh": "发现新问题：{counts}", "en": "new: {counts}"},
    "clean-new": {"zh": "在检查过的 {n} 个页面上没有发现新问题", "en": "nothing new was found on the {n} pages looked at"},
    "known": {"zh": "；另有 {n} 个已知问题（基线）", "en": "; {n} more are known (baseline)"},
    "stale": {
        "zh": "；基线中有 {n} 个问题已经改正，须用 gkcheck baseline --prune 移除",
        "en": "; {n} of the baseline are mended and have to be removed with gkcheck baseline --prune",
    },
    "offline": {"zh": "；外部链接没有联网核对", "en": "; external links were not asked"},
    "unverified": {"zh": "；{n} 个外部地址无法核实", "en": "; {n} external address(es) could not be verified"},
    "open": {"zh": "；另有 {n} 项未能判断，不在此列", "en": "; {n} question(s) could not be judged"},
}

DIGEST = {
    "title": {"zh": "网站信息公开检查：{root}（{day}）", "en": "Disclosure check of {root}, {day}"},
    "counts": {"zh": "各类问题", "en": "Findings"},
    "family": {"zh": "类别", "en": "family"},
    "family-policy": {"zh": "政策文件与解读", "en": "policies and readings"},
    "family-document": {"zh": "公文格式与文字", "en": "documents and their text"},
    "family-freshness": {"zh": "栏目更新", "en": "freshness of columns"},
    "family-labels": {"zh": "页面标签与网站标识", "en": "page labels and marks"},
    "family-guide": {"zh": "办事指南", "en": "service guides"},
    "family-interaction": {"zh": "互动交流", "en": "interaction"},
    "family-privacy": {"zh": "个人信息", "en": "personal data"},
    "family-text": {"zh": "文字与内容安全", "en": "damage and safety of texts"},
    "family-catalogue": {"zh": "公开目录", "en": "catalogues"},
    "family-annual_report": {"zh": "年度报告", "en": "annual reports"},
    "family-links": {"zh": "链接", "en": "links"},
    "family-attachments": {"zh": "附件", "en": "attachments"},
    "family-decision": {"zh": "重大决策", "en": "decisions"},
    "family-core": {"zh": "读取与运行", "en": "reading and running"},
    "total": {"zh": "合计：", "en": "In all: "},
    "since": {"zh": "与上次相比", "en": "Since last time"},
    "rate": {
        "zh": "整改率 {share}：已知问题 {known} 处，已整改 {fixed} 处（待复查 {unverified} 处，按未整改计）",
        "en": "{share} mended: {fixed} of {known} known findings ({unverified} could not be checked again and do not count as mended)",
    },
    "past": {
        "zh": "{day}：错误 {errors}、警告 {warnings}、提示 {notes}（新增 {new}、已整改 {fixed}）",
        "en": "{day}: {errors} errors, {warnings} warnings, {notes} notes ({new} new, {fixed} fixed)",
    },
    "past-incomplete": {"zh": "；结果不完整", "en": "; incomplete"},
    "owners": {"zh": "各单位的问题", "en": "Findings by department"},
    "nobody": {"zh": "（没有责任单位）", "en": "(nobody)"},
    "gravest": {"zh": "最要紧的 {n} 项", "en": "The gravest {n}"},
    "more-places": {"zh": "，另有 {n} 处相同", "en": ", and {n} more like it"},
    "rest": {"zh": "其余 {n} 项见完整报告。", "en": "{n} more stand in the full reports."},
    "unchecked": {"zh": "没有检查到的", "en": "What was not checked"},
    "more-problems": {"zh": "另有 {n} 处没能检查，见完整报告", "en": "{n} more things that were not checked stand in the full reports"},
    "unjudged": {"zh": "{n} 项未能判断：{reason}", "en": "{n} could not be judged: {reason}"},
    "more-unjudged": {"zh": "其余未能判断的见完整报告", "en": "what else could not be judged stands in the full reports"},
    "offline": {"zh": "外部链接没有联网核对", "en": "external links were not asked"},
    "silent": {"zh": "{n} 条规则未作判断：{reason}", "en": "{n} rule(s) had nothing to judge: {reason}"},
    "due": {"zh": "临近期限", "en": "Near their limit"},
    "left": {"zh": "（剩 {n} 天）", "en": " ({n} day(s) left) "},
    "end": {
        "zh": "由 gkcheck {version} 生成；位置、依据和改法详见同一文件夹中的完整报告。",
        "en": "Made by gkcheck {version}; places, norms and cures stand in the full reports of the same folder.",
    },
}

PROBLEMS = {
    "default": {"zh": "{reason}", "en": "{reason}"},
    "plugin": {"zh": "插件 {name} 出错：{reason}", "en": "the plugin {name} failed: {reason}"},
    "snapshot-broken": {
        "zh": "快照 {file} 从第 {records} 条记录之后无法读取：{reason}。其后的内容没有检查",
        "en": "{file} cannot be read beyond record {records}: {reason}. What comes after it was not looked at",
    },
    "snapshot-empty": {
        "zh": "快照里没有这个网站的任何页面或文件，什么也没有检查；请核对地址，以及配置中的 [site] hosts",
        "en": "the snapshot holds no page or file of the site, so nothing was checked; look at the address and at hosts in [site]",
    },
    "snapshot-segments": {
        "zh": "快照 {file} 把 {address} 分段保存，没有读取",
        "en": "{file} keeps {address} in segments, which were not read",
    },
    "snapshot-bounds": {
        "zh": "快照展开后超过 {limit} 字节，其余没有检查",
        "en": "the snapshot unpacks to more than {limit} bytes; the rest was not looked at",
    },
    "snapshot-cut": {"zh": "快照里这一页没有收完整，没有检查", "en": "the snapshot holds only a part of it, which was not judged"},
    "snapshot-coding": {
        "zh": "快照里这一页的压缩方式无法解开，没有检查",
        "en": "it is packed in a way that cannot be undone here, and was not judged",
    },
    "snapshot-too-large": {"zh": "太大，没有检查", "en": "too large, and not judged"},
    "snapshot-no-original": {
        "zh": "快照只说与以前相同，以前的内容不在其中，没有检查",
        "en": "the snapshot says that it was as before, and does not hold what was before: it was not judged",
    },
    "snapshot-unanswered": {
        "zh": "{count} 个站内地址在抓取时服务器出错或没有回答（如 {examples}），没有检查；请稍后再抓取一次",
        "en": "for {count} address(es) of the site the server failed or gave no answer ({examples} …), so that they were not checked; fetch the site again later",
    },
    "crawl-unfinished": {"zh": "抓取没有做完；用同样的命令再运行一次会接着做", "en": "the crawl was not finished; the same command goes on from there"},
    "crawl-pages": {
        "zh": "抓取到达地址数上限，还有 {remaining} 个地址没有抓取；可调高 [crawl] max-pages",
        "en": "the crawl ended at its number of addresses with {remaining} left; raise max-pages in [crawl]",
    },
    "crawl-bytes": {
        "zh": "抓取到达字节上限，还有 {remaining} 个地址没有抓取；可调高 [crawl] max-bytes",
        "en": "the crawl ended at its number of bytes with {remaining} addresses left; raise max-bytes in [crawl]",
    },
    "crawl-time": {
        "zh": "抓取到达时间上限，还有 {remaining} 个地址没有抓取；可调高 [crawl] max-time",
        "en": "the crawl ended at its time with {remaining} addresses left; raise max-time in [crawl]",
    },
    "crawl-depth": {
        "zh": "有 {remaining} 个地址超过抓取层数，没有抓取；可调高 [crawl] max-depth",
        "en": "{remaining} addresses lie deeper than the crawl goes; raise max-depth in [crawl]",
    },
    "cache": {"zh": "缓存无法使用，已重新读取：{reason}", "en": "the cache could not be used: {reason}"},
    "answers": {
        "zh": "外部地址的以往结果无法读写，本次不沿用、不保存：{reason}",
        "en": "answers of earlier runs could be neither read nor kept: {reason}",
    },
    "unasked": {
        "zh": "到达时间或请求数的上限，{addresses} 个外部地址中有 {unasked} 个未询问，另有 {unseen} 个页面未查看；再运行一次会接着问",
        "en": "a limit was reached: {unasked} of {addresses} external addresses were not asked, {unseen} pages not looked at; another run goes on from there",
    },
    "interrupted": {
        "zh": "联网核对被中断，{addresses} 个外部地址中有 {unasked} 个未询问；已得到的结果已保存，再运行一次会接着问",
        "en": "the asking was interrupted: {unasked} of {addresses} external addresses were not asked; answers are kept, another run goes on from there",
    },
    "history": {"zh": "检查历史：{reason}", "en": "history of runs: {reason}"},
    "file": {"zh": "文件无法使用：{reason}", "en": "the file could not be used: {reason}"},
}
"""Texts of problems that belong to no rule, by the problem's variant."""


def say(table: Mapping[str, Mapping[str, str]], key: str, lang: str, **arguments: object) -> str:
    """The sentence `key` of `table` in `lang`, filled; the key itself when the table lacks it (a plugin's word)."""
    if key not in table:
        return key
    sentence = pick(table[key], lang)
    return sentence.format(**arguments) if arguments else sentence


def pick(text: Mapping[str, str], lang: str) -> str:
    """`text` in `lang`, or in whichever language it has, or ""."""
    return text.get(lang) or next(iter(text.values()), "")
