import time
from tests.test_permissions import *
from tests.test_permissions import look, PEOPLE
def test_quick(district):
    wrong=[]
    for who in PEOPLE:
        t=time.time()
        some = ["wardmote.agreements","wardmote.desk.views.groups","wardmote.desk.views.posts","wardmote.desk.views.importing","wardmote.desk.views.people"] if who not in ("never signed","officer councillor","lapsed","county councillor","data protection lead") else [""]
        for only in some:
            wrong += look(district, who, only=only)
        print(who, time.time()-t, flush=True)
    none(wrong)
def test_absent(district):
    test_what_is_not_there_is_absent(district, "officer")
del test_each_person_opens_what_is_theirs_and_nothing_else, test_a_view_that_lost_its_check_is_noticed
