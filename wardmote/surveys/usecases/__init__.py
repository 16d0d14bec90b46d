"""Everything that changes a survey, or is answered to one."""

from wardmote.surveys.usecases.answering import answer_survey
from wardmote.surveys.usecases.asking import (
    Plan,
    change_survey,
    drop_question,
    hand_in,
    make_survey,
    move_question,
    open_survey,
    put_question,
    stop_survey,
)
from wardmote.surveys.usecases.telling import (
    ask_survey_go_ahead,
    erase_due,
    forget_now,
    give_survey_notice,
    publish_survey,
    take_survey_notice_back,
    withdraw_survey,
)

__all__ = [
    "Plan",
    "answer_survey",
    "ask_survey_go_ahead",
    "change_survey",
    "drop_question",
    "erase_due",
    "forget_now",
    "give_survey_notice",
    "hand_in",
    "make_survey",
    "move_question",
    "open_survey",
    "publish_survey",
    "put_question",
    "stop_survey",
    "take_survey_notice_back",
    "withdraw_survey",
]
