"""An overseer's agencies by their scores: total, level, tools, the plan's progress, items in which many are weak."""
