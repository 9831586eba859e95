"""What is said of accounts: signing in on the page, users.yaml and what is wrong with it, the command that writes it."""

from xunzhang.types.message import Words

ACCOUNTS: dict[str, Words] = {
    # sign_in
    "sign_in.heading": Words("登录", "Sign in"),
    "sign_in.name": Words("用户名", "Name"),
    "sign_in.password": Words("密码", "Password"),
    "sign_in.button": Words("登录", "Sign in"),
    "sign_in.leave": Words("退出", "Sign out"),
    "sign_in.help": Words(
        "没有账户，或者忘记了密码，请联系本网站的管理员。",
        "If you have no account or have forgotten the password, ask whoever runs this site.",
    ),
    "sign_in.wrong": Words("用户名或密码不对；请再试一次。", "The name or the password is not right. Try again."),
    "sign_in.too_soon": Words("登录失败次数太多；请在 {n} 秒后再试。", "Too many failed sign-ins: try again in {n} s."),
    # user
    "user.no_file": Words(
        "没有 {path}；请用 xunzhang user add 用户名 --auth {path} 建立账户。",
        "There is no {path}: make an account with xunzhang user add NAME --auth {path}.",
    ),
    "user.unreadable": Words("{path} 无法读取（{why}）。", "{path} cannot be read ({why})."),
    "user.unwritable": Words("{path} 无法写入（{why}）。", "{path} cannot be written ({why})."),
    "user.locked": Words("另一个程序正在写入", "another program is writing it"),
    "user.writable": Words(
        "其他用户可以改写 {path}，从而放任何人进来；请运行 chmod 600 {path}。",
        "Others can write to {path}, and so let anybody in: run chmod 600 {path}.",
    ),
    "user.folder_writable": Words(
        "其他用户可以替换文件夹 {folder} 里的账户文件；请运行 chmod o-w {folder}。",
        "Others can replace the accounts' file in the folder {folder}: run chmod o-w {folder}.",
    ),
    "user.damaged": Words(
        "{path} 不是可用的账户文件：{why}；请改正，或用 xunzhang user 重新建立。",
        "{path} is no file of accounts: {why}; correct it, or make it anew with xunzhang user.",
    ),
    "user.too_large": Words("文件太大", "it is too large"),
    "user.no_yaml_at": Words("第 {n} 行不是 YAML", "line {n} is not YAML"),
    "user.no_yaml": Words("不是 UTF-8 编码的 YAML", "it is not YAML in UTF-8"),
    "user.no_regular": Words("不是普通文件", "it is no regular file"),
    "user.no_accounts_key": Words(
        "顶层只能有 accounts，下面是各个用户名", "it must hold accounts, with the names below, and nothing else"
    ),
    "user.twice": Words("{name} 出现了两次", "{name} is there twice"),
    "user.name_no_text": Words("用户名 {name} 不是文字，请加上引号", "the name {name} is no text: put it in quotation marks"),
    "user.odd": Words(
        "{name} 下面只能有 password、added 和 tokens", "below {name} there may be password, added and tokens, and nothing else"
    ),
    "user.odd_token": Words(
        "{name} 的 tokens 不是由标签和 SHA-256 组成的", "the tokens of {name} are not labels with SHA-256 hashes"
    ),
    "user.other_hash": Words(
        "{path} 中 {name} 的密码不是可用的 argon2id 散列；请运行 xunzhang user password {name} --auth {path}。",
        "{path}: the password of {name} is no argon2id hash that can be used; run xunzhang user password {name} --auth {path}.",
    ),
    "user.none": Words(
        "{path} 里没有账户；请用 xunzhang user add 用户名 --auth {path} 建立一个。",
        "{path} has no accounts: make one with xunzhang user add NAME --auth {path}.",
    ),
    "user.no_name": Words(
        "{name!r} 不能作用户名：须有 1 到 {most} 个字符，首尾没有空格，没有控制字符",
        "{name!r} can be no name: it takes 1 to {most} characters, no space at either end, and no control characters",
    ),
    "user.password_length": Words("密码须有 {least} 到 {most} 个字符。", "A password takes {least} to {most} characters."),
    "user.differ": Words("两次输入的密码不同；没有更改。", "The two passwords differ; nothing was changed."),
    "user.there": Words(
        "已有账户 {name}；换密码用 user password，添加令牌用 user token。",
        "There is an account {name} already: user password sets another password, user token adds a token.",
    ),
    "user.unknown": Words("没有账户 {name}；账户有：{list}。", "There is no account {name}. The accounts are: {list}."),
    "user.no_token": Words("{name} 没有令牌 {label}；令牌有：{list}。", "{name} has no token {label}. The tokens are: {list}."),
    "user.token_there": Words(
        "{name} 已有令牌 {label}；请先删除它，或用 --token 另取一个名字。",
        "{name} has a token {label} already: remove it first, or give another label with --token.",
    ),
    "user.no_names": Words("没有", "none"),
    "user.needs_name": Words("user {action} 要写明用户名", "user {action} takes the name of an account"),
    "user.needs_no_name": Words("user list 不带用户名", "user list takes no name"),
    "user.ask": Words("{name} 的密码（{least} 个字符以上）：", "Password for {name} ({least} characters or more): "),
    "user.ask_again": Words("再输入一次：", "The same again: "),
    "user.added": Words("已在 {path} 中添加账户 {name}。", "Added the account {name} to {path}."),
    "user.removed": Words(
        "已从 {path} 中删除账户 {name}；正在运行的页面一秒内生效。",
        "Removed the account {name} from {path}; a running page knows within a second.",
    ),
    "user.password_set": Words(
        "已更改 {name} 的密码；已登录的会话随之结束。",
        "Set the password of {name}; whoever is signed in with the old one is signed out.",
    ),
    "user.token_made": Words(
        "{name} 的令牌“{label}”在下一行，只显示这一次；程序在请求头 Authorization 里用 Bearer 发送它。",
        "The token “{label}” of {name} is on the next line and is not shown again; programs send it as Authorization: Bearer.",
    ),
    "user.token_removed": Words("已删除 {name} 的令牌“{label}”。", "Removed the token “{label}” of {name}."),
    "user.line": Words("{name}  添加于 {added}，{password}，令牌：{list}", "{name}  added {added}, {password}, tokens: {list}"),
    "user.with_password": Words("有密码", "has a password"),
    "user.without_password": Words("没有密码", "has no password"),
    # guard
    "guard.no_account": Words(
        "请先登录；程序请在请求头 Authorization 里发送 Bearer 和令牌。",
        "Sign in first; programs send a token as Authorization: Bearer.",
    ),
    "guard.accounts_or_not": Words(
        "监听 {host} 时，能连到端口的人都能查阅。请用 --auth users.yaml 要求登录（xunzhang user add 建立账户），"
        "或用 --no-auth 说明不需要。",
        "Served on {host}, the page is open to whoever reaches the port: have people sign in with --auth users.yaml "
        "(xunzhang user add makes accounts), or say with --no-auth that nobody need.",
    ),
    "guard.accounts_and_not": Words(
        "--no-auth 不能与 --auth 或 --auth-header 同用。", "--no-auth goes with neither --auth nor --auth-header."
    ),
    "guard.header_of_proxy": Words(
        "--auth-header 相信代理所说的用户名，须用 --proxy 写明是哪个代理，且不能是 *。",
        "--auth-header believes a proxy as to who asks: name that proxy with --proxy, and not as *.",
    ),
}
