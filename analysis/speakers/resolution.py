"""The order in which speakers are resolved: the first step that finds somebody decides, and `resolved_by` names it.

Each row is one step. Its example is resolved as stated only because of this step; its counter-example looks similar,
and another step decides there. tests/speakers/test_resolving.py checks both, and fails if a step could be removed
without being noticed. To add a step, write a function in analysis/speakers/steps.py, groups.py or pronouns.py, and add
a row here before the steps that would otherwise decide on its example.
"""

from collections.abc import Callable
from typing import NamedTuple

from analysis.speakers import groups, pronouns, steps


class Step(NamedTuple):
    """One row of the table."""

    id: str
    kind: str  # of the mentions it is tried on: pronoun, relative, phrase
    find: Callable  # (article, mention) -> Resolved or None
    example: str  # a text
    expected: str  # the speakers of its statements, "; " between them, "-" for nobody
    counter_example: str  # a text that looks like the example
    counter_expected: str  # ... and its speakers


ORDER = (
    Step("expletive", "pronoun", pronouns.find_expletive,
         "The council met. It’s wrong to fight by saying “we all do it.”", "-",
         "The council met. It's saying the mill was old.", "council"),
    Step("other-clause", "pronoun", pronouns.find_in_other_clause,
         "Emma Lund came. Though she said the mill was old, Anna Berg stayed.", "Anna Berg",
         "Emma Lund came. She said the mill was old, and Anna Berg stayed.", "Emma Lund"),
    Step("same-sentence", "pronoun", pronouns.find_in_same_sentence,
         "Emma Lund came. The council thanked Anna Berg after she said the mill was old.", "Anna Berg",
         "Emma Lund came. The mayor thanked Anna Berg after she said the mill was old.", "Emma Lund"),
    Step("recent-person", "pronoun", pronouns.find_recent_person,
         "A nurse fell. She said the mill was old.", "nurse",
         "The council met. It said the mill was old.", "council"),
    Step("nearest-person", "pronoun", pronouns.find_nearest_person,
         "It rained on Anna Berg. She said it poured.", "Anna Berg",
         "It rained on Paul Berg. She said it poured.", "-"),
    Step("recent-group", "pronoun", pronouns.find_recent_group,
         "The council met. It said the mill was old.", "council",
         "The tide rose. It said the mill was old.", "-"),
    Step("no-antecedent", "pronoun", pronouns.find_no_antecedent,
         "She said the mill was old.", "-",
         "Anna Berg came. She said the mill was old.", "Anna Berg"),
    Step("antecedent", "relative", pronouns.find_antecedent,
         "It was built by Anna Berg, who said the mill was old.", "Anna Berg",
         "It was built by Anna Berg. She said the mill was old.", "Anna Berg"),
    Step("fragment", "phrase", steps.find_fragment,
         "43 PM said the mill was old.", "-",
         "The PM said the mill was old.", "PM"),
    Step("several-names", "phrase", steps.find_several_names,
         "Anna Berg and Paul Dean said the mill was old.", "Anna Berg and Paul Dean",
         "The Energy and Water Committee’s chairman Paul Dean said the mill, now shut, was old.", "Paul Dean"),
    Step("several-parties", "phrase", steps.find_several_parties,
         "Several nurses and Mayor Anna Berg said the mill was old.", "Several nurses and Mayor Anna Berg",
         "The mayor and council leader Anna Berg said the mill was old.", "Anna Berg"),
    Step("given-name", "phrase", steps.find_given_name,
         "A resident who goes by the name of Sonny said the mill was old.", "Sonny",
         "A resident, who gave no name, said the mill was old.", "resident"),
    Step("surname", "phrase", steps.find_surname,
         "Anna Dean came. Emma Lund left. Dean said the mill was old.", "Anna Dean",
         "Anna Berg came. The dean said the mill was old.", "Anna Berg"),
    Step("state", "phrase", steps.find_state,
         "Moscow said the mill was old.", "Moscow",
         "Anna Moscow came. Moscow said the mill was old.", "Anna Moscow"),
    Step("full-name", "phrase", steps.find_full_name,
         "Anna M. Berg met Paul Berg. Paul Berg laughed. Anna Berg said the mill, now shut, was old.", "Anna M. Berg",
         "Anna M. Berg came. Berg said the mill was old.", "Anna M. Berg"),
    Step("other-full-name", "phrase", steps.find_other_full_name,
         "Anna Berg Says Mill Is Old\n\nThe mill is old.", "Anna Berg",
         "Anna Berg came. Then Berg said the mill was old.", "Anna Berg"),
    Step("titled-surname", "phrase", steps.find_titled_surname,
         "Anna Berg met Paul Berg. Mr. Berg said the mill was old.", "Paul Berg",
         "Anna Berg came. Mr. Lund said the mill was old.", "Lund"),
    Step("first-name", "phrase", steps.find_first_name,
         "Alan Berg came. Sir Alan said the mill was old.", "Alan Berg",
         "Alan Berg came. Sir Peter said the mill was old.", "Sir Peter"),
    Step("spelling", "phrase", steps.find_spelling,
         "Bregstrom said the mill was old.", "Anna Bergström",
         "Bergmann said the mill was old.", "Bergmann"),
    Step("misspelling", "phrase", steps.find_misspelling,
         "Anna McClenney came. McLenney said the mill was old.", "Anna McClenney",
         "Anna McClenney came. McGregor said the mill was old.", "McGregor"),
    Step("unknown-name", "phrase", steps.find_unknown_name,
         "Mr. Berg said the mill was old.", "Berg",
         "The Berg mill said the rain was over.", "-"),
    Step("same-nameless", "phrase", steps.find_same_nameless,
         "A town official said the mill was old. “It is old,” the official said.", "town official; town official",
         "A town official said the mill was old. “It is old,” the mayor’s official said.",
         "town official; mayor’s official"),
    Step("utterance", "phrase", groups.find_utterance,
         "Anna Berg’s answer: “The mill is old.”", "Anna Berg",
         "Anna Berg’s book: “The mill is old.”", "Anna Berg’s book"),
    Step("document", "phrase", groups.find_document,
         "The report said the mill was old.", "report",
         "The Evening Report said the mill was old.", "Evening Report"),
    Step("named-body", "phrase", steps.find_named_body,
         "The Oldham Teachers’ Union met. The union said the mill was old.", "Oldham Teachers’ Union",
         "The Oldham Teachers’ Union met the Railway Union. The union said the mill, now shut, was old.", "union"),
    Step("body", "phrase", steps.find_body,
         "The council said the mill was old.", "council",
         "Anna Church said the mill was old.", "Anna Church"),
    Step("one-record", "phrase", groups.find_one_record,
         "Billboards stood in Oldham. “The mill is old,” reads one.", "one billboard",
         "Nurses stood in Oldham. “The mill is old,” said one.", "one"),
    Step("elliptical", "phrase", groups.find_elliptical,
         "Some nurses left. Others said the mill was old.", "other nurses",
         "Some boats left. Others said the mill was old.", "Others"),
    Step("several-people", "phrase", groups.find_several_people,
         "A handful of nurses said the mill was old.", "handful of nurses",
         "A handful of stones said the mill was old.", "-"),
    Step("described", "phrase", steps.find_described,
         "Paul Berg fell. The 16-year-old said the mill was old.", "Paul Berg",
         "Paul Berg fell. A 16-year-old said the mill was old.", "-"),
    Step("new-person", "phrase", steps.find_new_person,
         "Anna Berg, a nurse, came. A nurse said the mill was old.", "nurse",
         "Anna Berg, a nurse, came. The nurse said the mill was old.", "Anna Berg"),
    Step("bearer", "phrase", steps.find_bearer,
         "Anna Berg, a nurse, came. Emma Lund laughed. The nurse said the mill was old.", "Anna Berg",
         "Minister Anna Berg came. The mayor said the mill was old.", "mayor"),
    Step("bearer-of-kind", "phrase", steps.find_bearer_of_kind,
         "Professor Erkan Tufa came. Emma Lund laughed. The academic said the mill, now shut, was old.", "Erkan Tufa",
         "Professor Erkan Tufa came. Emma Lund laughed. The climber said the mill, now shut, was old.", "Emma Lund"),
    Step("recent-for-role", "phrase", steps.find_recent_for_role,
         "Anna Berg came. The climber said the mill was old.", "Anna Berg",
         "Minister Anna Berg came. The mayor said the mill was old.", "mayor"),
    Step("role", "phrase", steps.find_role,
         "Anna Berg came. The mayor’s lawyer said the mill was old.", "mayor’s lawyer",
         "Anna Berg came. The lawyer said the mill was old.", "Anna Berg"),
    Step("proper-name", "phrase", steps.find_proper_name,
         "The mill was sold to NATO. NATO said the mill was old.", "NATO",
         "Ahead said the mill was old.", "-"),
    Step("nobody", "phrase", steps.find_nobody,
         "The bridge said the mill was old.", "-",
         "The bridge’s chairman said the mill was old.", "bridge’s chairman"),
)  # fmt: skip
STEPS = {kind: tuple(step for step in ORDER if step.kind == kind) for kind in ("pronoun", "relative", "phrase")}
