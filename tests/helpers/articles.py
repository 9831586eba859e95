"""Articles of our own, as many as a test wants: paragraphs put together from sentences, headings, captions and footnotes."""

from __future__ import annotations

import random
import re

from tests.helpers.dumps import BRIDGE, HEADING, LIBRARY, ORCHARD, TEXT, TIDE
from tests.helpers.printing import CAPTION, FOOTNOTE

_ZH = (
    "渡口的老船工每天清早五点起来，把缆绳一根一根检查过，才让第一批客人上船。",
    "他说江水涨落都有脾气，人要顺着它，不能跟它较劲。",
    "今年3月，镇里给12条渡船装上了定位设备，客人在手机上就能看见船到了哪里。",
    "“等船的人心里有数了，吵架的就少了。”渡口管理员说。",
    "茶馆里的说书人换了新段子，讲的是八十年前修水渠的故事，听众里有当年挑过石头的老人。",
    "统计显示，全镇2,300户人家里，有1,140户种茶，平均每户4.6亩。",
    "采茶的季节只有二十天，错过了就要再等一年。",
    "合作社把收茶的价格提前写在黑板上，谁家的茶青好，当场就能多拿三成。",
    "小学校长在操场边上辟出一块菜地，让每个班认领一畦，收成归食堂。",
    "孩子们第一次知道萝卜是长在土里的，回家以后讲了好几天。",
    "修表匠的铺子只有两平方米，墙上挂着六十多只钟，每只钟走得都不一样准。",
    "他却说：“钟不必都一样，能对得上自己就行。”",
    "北坡的风电场去年发电1.8亿千瓦时，相当于少烧了五万多吨煤，可是山下的养蜂人有自己的担心。",
    "气象站的记录本从1956年写到现在，一天也没有断过，字迹换了七个人。",
    "村史馆征集旧物件的告示贴出去以后，送来最多的是粮票、煤油灯和搪瓷缸。",
    "年轻人把直播间搬进了榨油坊，老师傅起初不肯露脸，后来每天收工都要问一句今天卖了多少斤。",
    "桥下的集市逢三逢八开张，卖竹器的摊位总是摆在最靠近台阶的地方。",
    "按照新的规划，沿江的步道要一直修到老码头，全长7.2公里，明年年底完工。",
)
_EN = (
    "The ferryman checks every rope before the first passengers arrive, and he has never once been hurried.",
    "Nobody in the village remembers a spring as dry as this one.",
    "According to the committee's figures, 1,140 of the 2,300 households grow tea, on plots that average 4.6 acres.",
    "“We were told it was impossible,” the engineer said, “and so we began with the smallest turbine we could find.”",
    "The schoolmaster divided the playground into vegetable gardens, and gave each class responsibility for one of them.",
    "Harvesting takes barely twenty days, after which the machinery stands idle for the remainder of the year.",
    "It rained.",
    "Visitors who expect a museum are disappointed, because the workshop still repairs watches for paying customers.",
    "A notebook in the weather station records the temperature of every morning since 1956, in seven different handwritings.",
    "Several neighbours complained about the noise, although none of them could describe precisely what they had heard.",
    "The new embankment will eventually continue to the harbour, a distance of 7.2 kilometres, and should be finished next December.",
    "Her grandmother kept the recipes in a biscuit tin, together with photographs, telegrams and a railway ticket from 1938.",
    "The market opens on every third and eighth day, and the basket sellers always gather nearest to the steps.",
    "Electricity from the northern ridge replaced fifty thousand tonnes of coal last year, yet the beekeepers remain unconvinced.",
    "Most applications were rejected without explanation; the others disappeared into the administration for months.",
    "He learned the trade from an uncle, lost it during the war and recovered it, piece by piece, from memory.",
    "What began as a temporary arrangement has lasted thirty-one years.",
    "The librarians introduced late opening as an experiment, and discovered that the evenings were busier than the mornings.",
)
_HEADINGS = {
    True: ("渡口的一天", "茶季只有二十天", "旧物件里的村史", "风电场与养蜂人", "一本写了七十年的记录"),
    False: (
        "A morning at the ferry",
        "Twenty days of harvest",
        "What the notebook says",
        "Noise on the ridge",
        "Thirty-one years",
    ),
}
_CAPTIONS = {
    True: ("渡船在清晨靠岸，船工正在系缆绳。资料图片", "采茶人沿着北坡的小路下山，竹篓里是当天的茶青"),
    False: ("The ferry at the eastern landing, shortly after dawn. File photograph", "Baskets on the harbour steps"),
}
_NOTES = {
    True: ("① 数字取自镇统计站当年的年报，四舍五入到个位。",),
    False: ("1 Figures are taken from the annual report of the county office, rounded to whole numbers.",),
}
TITLES = {True: "江边小镇的四季与渡口上的人们", False: "The ferry, the tea and the notebook of the weather station"}


def sentences(chinese: bool) -> list[str]:
    """Some sixty of either language."""
    printed = (LIBRARY, BRIDGE) if chinese else (ORCHARD, TIDE)
    text = [t for article in printed for kind, t in article.paragraphs if kind == TEXT]
    stops = r"(?<=[。！？])(?!”)|(?<=[。！？]”)" if chinese else r"(?<=[.!?]) (?=[A-Z“])"
    more = [s for paragraph in text for s in re.split(stops, paragraph) if s]
    return [*(_ZH if chinese else _EN), *more]


def article(chinese: bool, seed: int, paragraphs: int = 24, aside: bool = True) -> list[tuple[str, str]]:
    """(kind, text) of so many paragraphs, with a heading after every five or so; `aside`: a caption and a footnote too."""
    draw = random.Random(seed)
    pool = sentences(chinese)
    blocks: list[tuple[str, str]] = []
    headings = list(_HEADINGS[chinese])
    for number in range(paragraphs):
        if number and number % 5 == 0 and headings:
            blocks.append((HEADING, headings.pop(0)))
        if aside and number in (7, 15):
            blocks.append((CAPTION, _CAPTIONS[chinese][number > 7]))
        chosen = draw.sample(pool, draw.randint(1, 6))
        text = "".join(chosen) if chinese else " ".join(chosen)
        # One short sentence is a paragraph of one line, which nothing tells from a heading but its full stop.
        blocks.append((TEXT, text if len(text) > 20 else text + ("" if chinese else " ") + pool[0]))
    return [*blocks, (FOOTNOTE, _NOTES[chinese][0])] if aside else blocks


WESTERN = (
    "Le café de la gare est fermé depuis l’été. Les élèves ont protesté à côté de l’hôtel de ville, où le maire les a reçus. "
    "« Nous n’avons rien décidé », a-t-il déclaré. Die Brücke über den Fluß wird für fünf Wochen gesperrt; „schön ist das nicht“, "
    "sagte die Bürgermeisterin. El niño llegó mañana al colegio según la señora Muñoz. ¿Qué pasó? The editor’s café – naïve as it "
    "was – closed: “We won’t return.” It cost £30, or €35 with the dog’s."
)
