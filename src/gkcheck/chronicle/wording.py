"""What the history of runs says, in both languages."""

CHRONICLE = {
    "title": {"zh": "检查历史：{site}", "en": "History of checks: {site}"},
    "empty": {"zh": "还没有记录。gkcheck audit 每次检查后会写入这里。", "en": "Nothing has been kept yet; each gkcheck audit adds a run."},
    "period": {"zh": "时间", "en": "period"},
    "runs": {"zh": "次数", "en": "runs"},
    "new": {"zh": "新增", "en": "new"},
    "returned": {"zh": "反复", "en": "returned"},
    "fixed": {"zh": "已整改", "en": "fixed"},
    "standing": {"zh": "尚存", "en": "standing"},
    "unverified": {"zh": "待复查", "en": "unverified"},
    "rate": {"zh": "整改率", "en": "mended"},
    "marks": {"zh": "说明", "en": "remarks"},
    "first": {"zh": "首次检查，没有可比", "en": "first run, nothing to compare with"},
    "incomplete": {"zh": "结果不完整", "en": "incomplete"},
    "rules": {"zh": "规则或版本有变化", "en": "other rules or version"},
    "pruned": {"zh": "更早的记录已清理", "en": "earlier runs were pruned"},
    "total": {
        "zh": "累计发现 {ever} 处：已整改 {mended} 处（{share}），尚存 {standing} 处，待复查或已豁免 {rest} 处。",
        "en": "{ever} findings so far: {mended} mended ({share}), {standing} standing, {rest} to be checked again or accepted.",
    },
    "rate-note": {
        "zh": "整改率＝已整改／上次已知的全部问题（没有读到的页面算未整改）；尚存一栏依次为错误、警告、提示、待人工核查。",
        "en": "Mended = fixed of all that was known before (what was not read counts as not mended). Standing: errors, warnings, notes, for review.",
    },
    "quarter": {"zh": "按规则：{now}（与 {before} 相比，截至 {day}）", "en": "By rule: {now} against {before}, which ended with the run of {day}"},
    "code": {"zh": "规则", "en": "rule"},
    "before": {"zh": "上季度末", "en": "before"},
    "now": {"zh": "现有", "en": "now"},
    "change": {"zh": "增减", "en": "change"},
    "pruned-told": {"zh": "{file}：清理 {runs} 次检查，保留 {kept} 次。", "en": "{file}: {runs} run(s) pruned, {kept} kept."},
    "exported": {"zh": "{n} 处问题写入 {file}。", "en": "{n} finding(s) written to {file}."},
}
TROUBLE = {
    "corrupt": {
        "zh": "历史文件 {file} 已损坏或不是 gkcheck 的历史（{reason}）；本次结果没有记入。请从备份恢复它，或移走它重新开始。",
        "en": "{file} is damaged or no history of gkcheck ({reason}); this run was not kept. Restore it from a copy, or move it away to start anew.",
    },
    "newer": {
        "zh": "历史文件 {file} 由更新版本的 gkcheck 写成（格式 {found}，本版本为 {known}）；本次结果没有记入。请升级 gkcheck。",
        "en": "{file} was written by a newer gkcheck (form {found}, this one knows {known}); this run was not kept. Upgrade gkcheck.",
    },
    "busy": {
        "zh": "历史文件 {file} 正被另一次检查使用；本次结果没有记入。请等它结束后再运行一次。",
        "en": "{file} is in use by another run; this run was not kept. Run again when that one has ended.",
    },
    "unwritable": {
        "zh": "历史文件 {file} 无法读写（{reason}）；本次结果没有记入。请检查磁盘空间和写权限，或用 [history] file 换一个位置。",
        "en": "{file} cannot be read or written ({reason}); this run was not kept. Check disk space and permissions, or set [history] file.",
    },
    "missing": {
        "zh": "没有历史文件 {file}；请先运行 gkcheck audit，或给出文件。",
        "en": "there is no history {file}; run gkcheck audit first, or name the file.",
    },
    "older": {
        "zh": "本次按 {day} 判断，早于历史中最近的 {last}，没有记入历史。",
        "en": "this run is judged at {day}, before the last one kept ({last}), and was not kept in the history.",
    },
    "part": {
        "zh": "只检查了网站的一部分，没有记入历史。",
        "en": "only a part of the site was checked, so this run was not kept in the history.",
    },
}
