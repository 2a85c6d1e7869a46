from scores.models.replaced import Replaced
from scores.models.sheet import Score, ScoreSheet

__all__ = ["Replaced", "Score", "ScoreSheet"]
