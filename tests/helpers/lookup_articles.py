"""Articles on storms, a central banker and schools, in both languages and both scripts: what words are looked up in."""

from __future__ import annotations

STORMS = [
    {
        "id": "storm",
        "title": "台风“海鸟”登陆",
        "lang": "zh",
        "date": "2024-09-01",
        "text": "台风“海鸟”凌晨登陆，台风中心风力十二级。\n\n渔船都已回港，商店关了门。\n\n气象台说，台风明天减弱。",
    },
    {"id": "harvest", "title": "秋收开始", "lang": "zh", "date": "2024-10-01", "text": "今年雨水多。农户说，去年的台风没有伤到稻子，收成不错。"},
    {"id": "storm-hant", "title": "港口停航", "lang": "zh-hant", "date": "2024-09-02", "text": "颱風逼近，港口停航一天。渡輪公司說明早復航。"},
    {
        "id": "storm-en",
        "title": "Typhoon closes the port",
        "lang": "en",
        "date": "2024-09-01",
        "text": "Two typhoons came within a week. The second typhoon closed the port for a day.",
    },
    {"id": "ferry-en", "title": "Ferries run again", "lang": "en", "date": "2024-09-03", "text": "Ferries run again after the typhoon."},
    {
        "id": "banker",
        "title": "Paul Volcker at the bank",
        "lang": "en",
        "date": "2023-01-01",
        "text": "Paul Volcker raised rates twice.\n\nCritics of Volcker called it harsh.\n\nPaul Smith, a baker, borrowed less.",
    },
    {"id": "banker-zh", "title": "央行往事", "lang": "zh", "date": "2023-02-01", "text": "书里写到Volcker与他的前任。"},
    {
        "id": "schools",
        "title": "区里的教育经费",
        "lang": "zh",
        "date": "2024-03-01",
        "text": "教育经费今年增加一成。\n\n教育局说，新增的钱用在校车上。\n\n各校经费按人数拨付。",
    },
    {"id": "schools-en", "title": "More for schools", "lang": "en", "date": "2024-03-02", "text": "Education comes first, the council said."},
    {"id": "band", "title": "Folk band on tour", "lang": "en", "date": "2024-05-01", "text": "The band will play in five towns."},
]  # fmt: skip
