"""The core's own sentences in both languages: reasons, roles, kinds. Rules bring their own texts."""

KINDS = {
    "home": {"zh": "首页", "en": "home page"},
    "list": {"zh": "列表页", "en": "list"},
    "policy": {"zh": "政策文件", "en": "policy document"},
    "interpretation": {"zh": "政策解读", "en": "interpretation"},
    "catalogue": {"zh": "公开目录", "en": "disclosure catalogue"},
    "annual-report": {"zh": "信息公开年报", "en": "annual report"},
    "guide": {"zh": "办事指南", "en": "service guide"},
    "consultation": {"zh": "意见征集", "en": "consultation"},
    "article": {"zh": "一般信息", "en": "article"},
    "": {"zh": "未归类", "en": "unclassified"},
}

ROLES = {
    "referrer": {"zh": "也引用了它的页面", "en": "page that refers to it as well"},
    "policy": {"zh": "政策文件", "en": "policy document"},
    "interpretation": {"zh": "解读", "en": "interpretation"},
    "same-number": {"zh": "使用同一文号的另一文件", "en": "other document with the same number"},
    "note": {"zh": "文末附注", "en": "note under the text"},
    "field": {"zh": "信息表中的字段", "en": "field of the information table"},
    "signed": {"zh": "成文日期", "en": "signing date"},
    "repealing": {"zh": "废止它的文件", "en": "document that repeals it"},
    "title": {"zh": "页面标题", "en": "title of the page"},
    "attachments": {"zh": "附件说明", "en": "list of attachments"},
    "next": {"zh": "下一个文号", "en": "next number of the series"},
    "target": {"zh": "链接所指页面", "en": "page the link leads to"},
    "report": {"zh": "年度报告", "en": "annual report"},
    "section": {"zh": "相邻部分", "en": "neighbouring section"},
    "header": {"zh": "表头", "en": "table header"},
    "found": {"zh": "找到的页面", "en": "page that was found"},
    "ledger-row": {"zh": "台账中的这一行", "en": "row of the ledger"},
    "cell": {"zh": "参与计算的单元格", "en": "cell of the sum"},
    "catalogue": {"zh": "公开目录", "en": "disclosure catalogue"},
    "copy": {"zh": "另一处", "en": "the other copy"},
    "same-item": {"zh": "同一事项", "en": "the same item"},
    "same-gap": {"zh": "同样缺项的指南", "en": "another guide with such gaps"},
    "linking": {"zh": "链接它的页面", "en": "page that links to it"},
    "unlinked": {
        "zh": "没有页面的正文链接它，但它在网站目录里，知道地址就能下载",
        "en": "no page's text links to it, yet it lies in the site's folder and is there for whoever knows its address",
    },
    "meant": {"zh": "链接文字所说的内容", "en": "what the link's text names"},
}

CAPTURES = {
    "not-captured": {"zh": "没有抓取", "en": "not captured"},
    "robots": {"zh": "robots.txt 不许抓取", "en": "robots.txt asks not to"},
    "guarded": {"zh": "指向内网、本机等不公开的地址，没有询问", "en": "leads to an address that is not public, and was not asked"},
    "too-large": {"zh": "文件过大，没有下载", "en": "too large to be fetched"},
    "cut": {"zh": "没有收完整", "en": "cut short"},
    "coding": {"zh": "压缩方式无法解开", "en": "packed in a way that cannot be undone"},
    "no-original": {"zh": "快照只说与以前相同，以前的内容不在其中", "en": "said to be as before, and what was before is not in the snapshot"},
    "bounds": {"zh": "超过上限，没有展开", "en": "beyond a bound, not unpacked"},
    "timeout": {"zh": "超时", "en": "no answer in time"},
    "dns": {"zh": "域名无法解析", "en": "the name cannot be resolved"},
    "refused": {"zh": "无法连接", "en": "no connection"},
    "certificate": {
        "zh": "网站证书有误（过期、域名不符或颁发者不受信任），没有抓取；确认后可设 [crawl] verify-certificates = false",
        "en": "the certificate is wrong (expired, of another name or by nobody trusted), not fetched; verify-certificates = false in [crawl] fetches it all the same",
    },
    "unreachable": {"zh": "连接中断或加密有误", "en": "the connection broke or could not be secured"},
    "depth": {"zh": "超过层数上限，没有抓取", "en": "deeper than the crawl goes"},
    "waiting": {"zh": "抓取到达上限时还没有轮到", "en": "not fetched when a bound ended the crawl"},
}
"""Why a snapshot does not tell what is at an address of the site. A status of the server stands as its number."""

REASONS = {
    "related-by-script": {
        "zh": "相关文件栏由脚本填充或为空壳，静态页面看不出有无",
        "en": "the related-documents block is filled by a script or an empty shell, so the static page cannot tell",
    },
    "list-by-script": {"zh": "列表内容由脚本加载", "en": "the list is loaded by a script"},
    "body-by-script": {"zh": "正文由脚本加载", "en": "the text is loaded by a script"},
    "fields-by-script": {"zh": "信息表由脚本填充", "en": "the information table is filled by a script"},
    "undated": {"zh": "页面没有可以确认的发布日期", "en": "no publish date could be read"},
    "unsigned": {"zh": "页面没有可以确认的成文日期", "en": "no signing date could be read"},
    "other-issuer": {"zh": "发文机关不是本网站主办单位（转载文件）", "en": "issued by another body (a reprint)"},
    "outside": {"zh": "链接指向站外页面，未联网核对", "en": "leads outside the site and was not asked"},
    "partial-site": {
        "zh": "多数站内链接不在本目录内，像是网站的一部分，无法判断缺失",
        "en": "most internal links lead outside this folder, which looks like a part of the site",
    },
    "not-captured": {
        "zh": "链接的站内地址不在快照中（没有抓取，或服务器没有给出可靠的回答），是否有效没有判断",
        "en": "leads to an address of the site that the snapshot does not hold, so whether it works was not judged",
    },
    "followed": {
        "zh": "快照由链接得来，没有链接指向的页面它看不到；要查孤立页面，请检查网站文件夹",
        "en": "a snapshot is made by following links and cannot know pages without one; check the site's folder for them",
    },
    "offline": {"zh": "没有联网核对外部地址（加 --online）", "en": "other servers were not asked (add --online)"},
    "outside-unsure": {
        "zh": "外部页面有回答，但看不出是不是原来的内容（由脚本加载、要登录，或与不存在的地址回答相同）",
        "en": "a page outside answers, but whether it is the one that was linked cannot be told (a script, a login, or the same answer to anything)",
    },
    "no-names": {
        "zh": "没有配置网站主机名，或域名解析服务没有回答",
        "en": "the site's host is not configured, or no name service answered",
    },
    "dynamic": {"zh": "由服务器程序生成的地址，本目录内无法核对", "en": "made by the server, cannot be checked on disk"},
    "calendar": {
        "zh": "该年放假安排尚未公布，工作日无法准确计算",
        "en": "the holiday notice of that year is not published, so working days cannot be counted",
    },
    "paged": {"zh": "列表分多页显示，单页上数不全", "en": "the list goes on over further pages"},
    "mentioned": {
        "zh": "有页面提到它，但看不出是否就是要公开的内容",
        "en": "a page mentions it, which does not tell whether it is what was promised",
    },
    "no-entry": {"zh": "目录中没有首页或相应栏目", "en": "neither a home page nor the column is in the folder"},
    "not-text": {"zh": "内容为图片、附件或嵌入文档，无法读取", "en": "an image, attachment or frame, which cannot be read"},
    "other-form": {"zh": "不适用现行格式（旧年度）", "en": "an older form, to which this rule does not apply"},
    "migrated": {"zh": "发布日期疑似网站迁移时重置", "en": "the publish date looks reset by a migration"},
    "lists-elsewhere": {
        "zh": "很多页面都没有入口，列表应是在本目录之外生成的，无法判断",
        "en": "so many pages have no entrance that their lists must be made outside this folder",
    },
    "ambiguous": {"zh": "有多个可能的答案", "en": "several answers are possible"},
    "no-pages": {"zh": "没有此类页面", "en": "no page of this kind"},
    "no-attachments": {"zh": "没有此类附件", "en": "no attachment of this kind"},
    "attachment-large": {
        "zh": "附件超过 50 MB，只看了开头和结尾",
        "en": "an attachment of more than 50 MB, of which only the beginning and the end were looked at",
    },
    "attachment-unknown": {
        "zh": "认不出附件内容是什么格式",
        "en": "the format of the attachment's content is not one that is known here",
    },
    "attachment-damaged": {
        "zh": "附件打不开，内容无法查看",
        "en": "the attachment cannot be opened, so what it holds was not looked at",
    },
    "attachment-locked": {
        "zh": "附件有密码，内容无法查看",
        "en": "the attachment has a password, so what it holds was not looked at",
    },
    "attachment-bounds": {
        "zh": "附件里的成员过多或展开后过大，没有展开查看",
        "en": "the attachment holds too many members, or would unpack to too much, and was not unpacked",
    },
    "archive-members": {
        "zh": "压缩包只看了目录（名称、大小、加密标记），里面的文件没有展开查看",
        "en": "of an archive only the list of members was looked at (names, sizes, encryption), not what they hold",
    },
    "attachment-format": {
        "zh": "这种格式的附件，本规则还不会查看",
        "en": "an attachment of a format that this rule cannot look into yet",
    },
    "attachments-extra": {
        "zh": "需要安装附加组件 gkcheck[attachments] 才能判断",
        "en": "needs the extra gkcheck[attachments] to be told",
    },
    "covered-text": {
        "zh": "PDF 的文字是否被色块遮住而未删除，须人工查看",
        "en": "whether text of a PDF lies under a cover instead of having been removed is for people to see",
    },
    "form-by-script": {
        "zh": "表单由脚本提交，静态页面看不出怎样发送",
        "en": "the form is sent by a script, so the static page does not tell how",
    },
    "scheme-unknown": {
        "zh": "表单提交到本站地址，看不出网站用的是 http 还是 https",
        "en": "the form is sent to the site itself, and nothing tells whether that is served by http or https",
    },
    "no-input": {"zh": "没有提供所需的清单文件", "en": "the file that it needs was not given"},
    "undeclared": {
        "zh": "配置中没有声明它据以判断的内容（词表、专题页、重大政策或适用的要求）",
        "en": "the configuration does not declare what it judges by (a vocabulary, theme pages, major policies, or which demands apply)",
    },
    "older": {"zh": "早于本站最早的征求意见，无从核对", "en": "older than the earliest consultation on the site"},
    "too-short": {"zh": "正文太短，不足以比较", "en": "too short a text to compare"},
    "series": {"zh": "系列解读的一篇，或不是对政策文件的解读", "en": "a part of a series, or no reading of a policy document"},
    "unreadable": {"zh": "内容无法识别", "en": "could not be read"},
    "issued-document": {
        "zh": "这是印发目录的文件，不是供公众查阅的目录本身",
        "en": "a document that issues a catalogue, not the catalogue that readers work with",
    },
    "catalogue-unlinked": {
        "zh": "目录事项都没有站内链接，看不出各栏目是否已列入",
        "en": "no item of the catalogue has a link inside the site, so what it leads to cannot be told",
    },
    "statement-only": {
        "zh": "只有起草说明，是否算作草案解读请人工判断",
        "en": "there is only an account of the drafting; whether that counts as an interpretation is for people to say",
    },
    "no-basis-named": {
        "zh": "正文没有写明依据哪份文件，看不出应当链接什么",
        "en": "the text names no document that it rests on, so what it should link to cannot be told",
    },
    "shared-platform": {
        "zh": "本站有多个公开平台页面，单位的页面可能沿用全站的栏目",
        "en": "the site has several platform pages; a unit's page may rely on columns of the whole site",
    },
    "answer-untold": {
        "zh": "页面没有写明留言是否已经答复",
        "en": "the page does not say whether the message was answered",
    },
    "period-untold": {
        "zh": "页面没有写明征求意见的起止时间，或写法无法识别",
        "en": "the page does not say until when opinions are taken, or not in a form that could be read",
    },
    "several-items": {
        "zh": "一页写了几个事项，或者是手册，分不清各自的要素",
        "en": "a page of several matters, or a handbook, whose elements cannot be told apart",
    },
    "no-elements": {
        "zh": "正文没有按要素分栏，看不出写了哪些办事要素",
        "en": "the text is not set out by elements, so what it states cannot be told",
    },
    "no-services": {"zh": "按配置，本单位没有对外服务职能", "en": "by the configuration this body serves no public"},
    "column-over": {
        "zh": "专题很久没有更新，像是已经结束",
        "en": "a topic that has had nothing new for so long looks as if it were over",
    },
    "footer-elsewhere": {
        "zh": "页脚由脚本或另一个文件提供，静态页面看不出有哪些标识",
        "en": "the footer comes from a script or another file, so the static page cannot tell which marks it has",
    },
    "further-catalogues": {
        "zh": "另有其他目录，可能已在其中体现",
        "en": "there are further catalogues, which may hold it",
    },
    "handler-in-script": {
        "zh": "页面运行的脚本中有没有读到的，或可能处理点击的，离站提示可能写在其中",
        "en": "a script of the page was not read or may handle clicks, so that the prompt may be in it",
    },
    "shown-by-script": {
        "zh": "隐藏的部分可能由脚本展开，静态页面看不出",
        "en": "a script may show the hidden part, which the static page cannot tell",
    },
    "evidence": {
        "zh": "页面讲的就是网店或网络交易，链接可能是内容本身",
        "en": "the page is about shops or trade, and the link may be its subject",
    },
    "scheme": {
        "zh": "看不出网站是否以 https 发布，可在规则选项 https 中写明",
        "en": "whether the site is published over https cannot be told; the option https can say so",
    },
    "sample-host": {
        "zh": "网站域名是示例或测试用的名称",
        "en": "the site's address is a name for examples and trials",
    },
}

REFUSALS = {
    "damaged": {
        "zh": "页面中有损坏的字节或不规范的编码，改写会动到别处，请先修复编码",
        "en": "damaged bytes or an irregular encoding: rewriting would change other places; mend the encoding first",
    },
    "encoding": {
        "zh": "页面的编码写不下要改成的字，请先把页面转为 UTF-8",
        "en": "the page's encoding cannot hold the replacement; convert the page to UTF-8 first",
    },
    "link": {"zh": "是符号链接，请改它所指的文件", "en": "a symbolic link; change the file that it points to"},
    "read-only": {"zh": "文件只读", "en": "the file is read-only"},
    "changed": {"zh": "文件刚被别人改过，请再运行一次", "en": "the file was changed meanwhile; run once more"},
}
"""Why `gkcheck fix` leaves a page as it is."""

KIND_REASONS = {
    "configured": {"zh": "由 gkcheck.toml 指定", "en": "set in gkcheck.toml"},
    "front-matter": {"zh": "由文件头指定", "en": "stated in the front matter"},
    "draft": {"zh": "草稿，不会发布", "en": "a draft, which is not published"},
    "path": {"zh": "由路径判断", "en": "by its path"},
    "title": {"zh": "由标题判断", "en": "by its title"},
    "label": {"zh": "由页面标签判断", "en": "by its page labels"},
    "number": {"zh": "由发文字号和信息表判断", "en": "by its document number and information table"},
    "column": {"zh": "由所在栏目判断", "en": "by its column"},
    "linked": {"zh": "由链接它的页面判断", "en": "by the page that links to it"},
    "table": {"zh": "由表格判断", "en": "by its table"},
    "links": {"zh": "由链接列表判断", "en": "by its list of links"},
    "date": {"zh": "有标题、日期和正文", "en": "has a title, a date and a text"},
    "": {"zh": "没有足够的依据", "en": "not enough evidence"},
}

ANSWERS = {
    "ok": {"zh": "可以访问", "en": "it answers"},
    "status": {"zh": "服务器回答页面不存在（404 或 410）", "en": "the server says that there is no such page (404 or 410)"},
    "dns": {"zh": "域名不存在，无法解析", "en": "no such host name"},
    "tls-host": {"zh": "证书不是发给这个域名的", "en": "the certificate is for another host name"},
    "tls-expired": {"zh": "证书已过期", "en": "the certificate has expired"},
    "tls-untrusted": {
        "zh": "证书是自签名的，或签发机构不受信任",
        "en": "the certificate is self-signed, or its issuer is not trusted",
    },
    "denied": {
        "zh": "服务器拒绝程序访问，浏览器中可能正常",
        "en": "the server turns programs away; a browser may get in",
    },
    "throttled": {"zh": "服务器要求放慢访问（429）", "en": "the server asks for fewer requests (429)"},
    "server-error": {"zh": "服务器内部出错（5xx），可能是暂时的", "en": "the server failed (5xx), which may pass"},
    "odd-status": {"zh": "服务器返回了看不出结果的状态码", "en": "the status tells nothing of the page"},
    "challenge": {
        "zh": "防护系统返回了验证页面，看不到实际内容",
        "en": "a protective wall answered with a challenge, so the page itself was not seen",
    },
    "dns-temporary": {"zh": "域名解析暂时失败", "en": "the host name could not be resolved for now"},
    "dns-unsure": {
        "zh": "域名解析失败，但本机的解析服务可能不可用，不能据此判断",
        "en": "the host name was not found, but this machine's name service may be out of order",
    },
    "refused": {"zh": "连接被拒绝", "en": "the connection was refused"},
    "reset": {"zh": "连接被中断", "en": "the connection was cut off"},
    "timeout": {"zh": "规定时间内没有得到完整回答", "en": "no complete answer within the time limit"},
    "unreachable": {"zh": "本机没有通往该地址的网络", "en": "this machine has no route to the address"},
    "ipv6-only": {
        "zh": "该主机只有 IPv6 地址，本机的 IPv6 网络不通",
        "en": "the host has IPv6 addresses alone, and this machine does not reach them",
    },
    "tls-chain": {
        "zh": "服务器没有送出完整的证书链，无法核验（浏览器可能自行补全）",
        "en": "the server sends an incomplete chain of certificates, which browsers may complete",
    },
    "tls-early": {
        "zh": "证书尚未生效，也可能是本机时钟不准",
        "en": "the certificate is not valid yet, or this machine's clock is slow",
    },
    "tls-protocol": {
        "zh": "加密连接无法建立，可能只支持旧协议或国密算法",
        "en": "no secure connection could be agreed on: an old protocol or another family of ciphers",
    },
    "redirect-loop": {"zh": "跳转成环", "en": "redirects go round in a circle"},
    "redirect-many": {"zh": "跳转次数过多", "en": "too many redirects"},
    "redirect-bad": {"zh": "跳转没有写明可以打开的地址", "en": "a redirect that names no address that can be opened"},
    "wrong-length": {"zh": "内容比服务器声明的短", "en": "the content is shorter than the server said"},
    "too-large": {"zh": "响应超过大小限制", "en": "the response is larger than allowed"},
    "bomb": {"zh": "压缩内容异常，解压后过大，未读取", "en": "compressed content that swells beyond reason was not read"},
    "protocol": {"zh": "服务器的回答不符合 HTTP", "en": "the answer is no proper HTTP"},
    "guarded": {
        "zh": "地址属于内网、本机或保留网段，未访问（可用 private-hosts 允许）",
        "en": "a private, local or reserved address, which was not asked (private-hosts allows it)",
    },
    "port": {"zh": "端口不是网页服务所用，未访问", "en": "a port of another service, which was not asked"},
    "scheme": {"zh": "不是 http 或 https 地址，未访问", "en": "neither http nor https, so it was not asked"},
    "malformed": {"zh": "地址写法有误，无法访问", "en": "the address is malformed and cannot be asked"},
    "proxy": {"zh": "代理服务器没有转达", "en": "the proxy did not pass it on"},
    "not-asked": {"zh": "已达到本次运行的限制，未访问", "en": "a limit of the run was reached, so it was not asked"},
}
"""What came of asking an address. The first six but "ok" are the broken ones; all that follow leave the link unverified."""
