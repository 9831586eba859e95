"""A folder to train on in small: a few paragraphs in our own words, with translations, people's questions, and parallel sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# number, title, text; in either language the same
ENGLISH = [
    ("ferry", "The Ferry", "The ferry across the bay first sailed in 1931. It carries 640 passengers and was built in Oakport."),
    (
        "tower",
        "The Tower",
        "The wooden tower of Hillbury is 52 metres high. Lightning burned its roof in 1887. Anna Reed rebuilt it.",
    ),
    (
        "tea",
        "Tea House",
        "The tea house opened in 1902. It serves 23 kinds of green tea. Its first owner, Martin Cole, came by ship from the north"
        " with two trunks and a kettle. Guests sit on the floor beside low tables and look out over the pond with its red fish."
        " In winter the pond freezes and children skate there. The garden behind the house has old plum trees, a stone lantern"
        " and a small bridge which nobody crosses after dark. The kitchen closes at nine. A cup costs 15 crowns.",
    ),
    ("dome", "The Dome", "The observatory has a dome of copper. Its telescope weighs 12.5 tons and was a gift of Lena Marsh."),
    ("market", "The Market", "The fish market moved to the harbour in 1966. It has 180 stalls and opens before dawn."),
    ("bell", "The Bell", "The bell in the school yard was cast in 1744. It weighs 310 kilograms and is rung at noon."),
]
CHINESE = [
    ("ferry", "渡轮", "海湾渡轮于1931年首航。它可载640名乘客，在橡港建造。"),
    ("tower", "木塔", "山堡的木塔高52米。1887年雷电烧毁了塔顶。安娜·里德重建了它。"),
    (
        "tea",
        "茶馆",
        "茶馆于1902年开业。店里供应23种绿茶。第一任店主马丁·科尔从北方乘船而来，带着两只箱子和一把水壶。"
        "客人坐在矮桌旁的地板上，望着池塘里的红鱼。冬天池塘结冰，孩子们在那里滑冰。"
        "屋后的花园里有老梅树、一盏石灯和一座天黑后无人走过的小桥。厨房九点关门。一杯茶要15克朗。",
    ),
    ("dome", "圆顶", "天文台有一个铜制圆顶。望远镜重12.5吨，是莉娜·马什赠送的。"),
    ("market", "鱼市", "鱼市于1966年迁到港口。那里有180个摊位，天亮前开门。"),
    ("bell", "校钟", "校园里的钟铸于1744年。它重310公斤，中午敲响。"),
]
HELD = "bell"

# passage, question, answer; None where it was written to look answered
QUESTIONS: list[tuple[str, str, str | None]] = [
    ("en-ferry", "When did the ferry first sail?", "1931"),
    ("en-ferry", "Where was the ferry built?", "Oakport"),
    ("en-ferry", "Who designed the ferry in 1931?", None),
    ("en-tower", "How high is the wooden tower?", "52 metres"),
    ("en-tower", "When did lightning burn the roof of the tower?", "1887"),
    ("en-tower", "What did Anna Reed paint?", None),
    ("en-tea", "How many kinds of green tea are served?", "23"),
    ("en-tea", "What does a cup cost?", "15 crowns"),
    ("en-tea", "Did Martin Cole marry?", None),
    ("en-dome", "What did the gift of Lena Marsh weigh?", "12.5 tons"),
    ("en-market", "How many stalls has the market?", "180"),
    ("en-bell", "When was the bell cast?", "1744"),
    ("en-bell", "Who cast the bell?", None),
    ("zh-ferry", "渡轮什么时候首航？", "1931年"),
    ("zh-ferry", "渡轮在哪里建造？", "橡港"),
    ("zh-ferry", "渡轮由谁设计？", None),
    ("zh-tower", "木塔有多高？", "52米"),
    ("zh-tower", "雷电哪一年烧毁了塔顶？", "1887年"),
    ("zh-tea", "茶馆供应多少种绿茶？", "23种"),
    ("zh-tea", "一杯茶多少钱？", "15克朗"),
    ("zh-market", "鱼市有多少个摊位？", "180个"),
    ("zh-bell", "钟铸于哪一年？", "1744年"),
    ("zh-bell", "谁铸了这口钟？", None),
    ("hant-mill", "風車磨坊建於哪一年？", "1820年"),
    ("nqg-1", "what grows on the roof of the barn ?", None),
]
PARALLEL = [
    ("The train leaves at half past six.", "火车六点半开。"),
    ("She bought 14 apples at the market.", "她在市场买了14个苹果。"),
    ("The library closed for repairs in 1998.", "图书馆1998年闭馆维修。"),
    ("My brother repairs old clocks.", "我哥哥修理旧钟表。"),
    ("The valley was flooded after the storm.", "暴风雨过后山谷被淹。"),
]


def write_training_folder(folder: Path) -> Path:
    """The three files, in the layout that `training/material.py` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    passages = [_passage("en", *row, translation="zh") for row in ENGLISH]
    passages += [_passage("zh", *row, translation="en") for row in CHINESE]
    mill = {"id": "hant-mill", "lang": "zh-hant", "title": "風車", "text": "風車磨坊建於1820年，有四片葉子。"}
    barn = {"id": "nqg-1", "lang": "en", "title": "", "text": "moss grows on the roof of the old barn ."}
    passages += [mill | {"source": "drcd", "split": "train"}, barn | {"source": "nqg", "split": "train"}]
    texts = {row["id"]: row for row in passages}
    questions = [_question(number, texts[of], question, answer) for number, (of, question, answer) in enumerate(QUESTIONS)]
    parallel = [{"en": en, "zh": zh, "source": "own"} for en, zh in PARALLEL]
    for name, rows in (("passages", passages), ("questions", questions), ("parallel", parallel)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def _passage(language: str, name: str, title: str, text: str, translation: str) -> dict[str, Any]:
    told = {"id": f"{language}-{name}", "lang": language, "title": title, "text": text, "source": f"squad-{language}"}
    return told | {"split": "held" if name == HELD else "train", "translation": f"{translation}-{name}"}


def _question(number: int, passage: dict[str, Any], question: str, answer: str | None) -> dict[str, Any]:
    told = {"id": f"q{number}", "lang": passage["lang"], "question": question, "passage": passage["id"]}
    if answer:
        start = passage["text"].index(answer)
        told["answer"] = {"start": start, "end": start + len(answer), "text": answer}
    answerable = answer is not None or passage["source"] == "nqg"
    return told | {"answerable": answerable, "source": passage["source"], "split": passage["split"]}
