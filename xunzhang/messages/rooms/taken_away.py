"""What stands in files that are taken away: results, notebooks and references, each wholly in one language."""

from xunzhang.types.message import Words

TAKEN_AWAY: dict[str, Words] = {
    # --- taken ---
    "taken.offsets": Words("原文第 {start} 至 {end} 字", "characters {start} to {end}"),
    "taken.also": Words("另见：{where}", "Also in: {where}"),
    "taken.also_in": Words("另见：", "Also in:"),
    "taken.differs": Words("这里是“{here}”，那里是“{there}”", "{here} here, {there} there"),
    "taken.asked": Words("问题：{question}", "Question: {question}"),
    "taken.found_for": Words("查找“{question}”所得", "found for “{question}”"),
    "taken.note": Words("批注：{note}", "Note: {note}"),
    "taken.file": Words("文件：{path}", "File: {path}"),
    "taken.yearless": Words("日期为 {day}，年份不详", "Dated {day}, no year given"),
    "taken.references": Words("参考文献", "References"),
    "taken.exported": Words("{day} 由寻章导出", "Exported from Xunzhang on {day}"),
    "taken.kept": Words("{day} 收入笔记", "Kept on {day}"),
    "taken.within": Words("范围：{what}", "Searched: {what}"),
    "taken.all": Words("全部文章", "all articles"),
    "taken.choice": Words("{name}：{values:、}", "{name}: {values:, }"),
    "taken.index": Words("索引：{generation}；模型：{model}", "Index: {generation}; model: {model}"),
}
