"""Who did what to whom, construction by construction."""

import pytest
from statement_reading import read

from worker.contract.facts import Statement

ACTIVE = [
    ("The army attacked the village.", ["The army | attack | the village"]),
    ("Rescuers pulled three survivors from the rubble.", ["Rescuers | pull | three survivors"]),
    ("The union called off the strike.", ["The union | call off | the strike"]),
    ("The plane crashed into a mountain.", ["The plane | crash into | a mountain"]),
    ("The death toll rose to 57.", ["The death toll | rise to | 57"]),
    ("Shares in the firm fell 3.2%.", ["Shares in the firm | fall | 3.2%"]),
    ("The talks begin in Geneva on Monday.", ["The talks | begin | None"]),
    ("She lives in Paris.", ["She | live in | Paris"]),
    ("The airline was slow.", ["The airline | be | slow"]),
    ("The airline fined its pilots.", ["The airline | fine | its pilots"]),
    ("The ferry left at 20:07.", ["The ferry | leave | None"]),
    ("Police have yet to identify the victim.", ["Police | identify | the victim"]),
    ("The ferry ran aground off the coast.", ["The ferry | run aground | None"]),
    ("The bidder did not come back.", ["The bidder | come back | None"]),
    ("The lights went out.", ["The lights | go out | None"]),
    ("Nine people are still missing.", ["Nine people | be missing | None"]),
    ("He was missing the point.", ["He | miss | the point"]),
    ("The union walked away from the table.", ["The union | walk away from | the table"]),
    ("Thorne pulled one back.", ["Thorne | pull back | one"]),
    ("Rovers trailed at halftime.", ["Rovers | trail | None"]),
    ("Members voted by 312 to 41 for a strike.", ["Members | vote for | a strike"]),
    ("The parties agree on a ceasefire.", ["The parties | agree on | a ceasefire"]),
    ("They will be back.", ["They | be back | None"]),
    ("I booked the way back.", ["I | book | the way"]),
    ("Children were less likely to be treated in hospital.", ["Children | be | less likely to be treated"]),
    ("The firm said what was taken.", ["The firm | say | what was taken"]),
    ("We are not there yet.", []),
    (
        "Long lines formed outside the polls, and voting was extended.",
        ["Long lines | form outside | the polls", "(unstated) | extend | voting"],
    ),
    ("He said it to cheering crowds.", ["He | say | it"]),
    ("Regulators fined the bank a record $2 billion.", ["Regulators | fine | the bank"]),
    (
        "A jury in Ohio has found two brothers guilty of smuggling migrants in a trailer in which six people suffocated.",
        [
            "A jury in Ohio | find guilty | two brothers",
            "two brothers | smuggle | migrants",
            "six people | suffocate | None",
        ],
    ),
    ("Security forces sealed off the area.", ["Security forces | seal off | the area"]),
    (
        "Investors include two funds and Sweden's AP6, which together hold about a third of the shares.",
        ["Investors | include | two funds", "Sweden's AP6 | hold | about a third of the shares"],
    ),
    (
        "Nexar is in advanced talks to acquire Lumio.",
        ["Nexar | be in advanced talks | None", "Nexar | acquire | Lumio"],
    ),
    ("Power was restored by nightfall.", ["(unstated) | restore | Power"]),
    ("Shares were down 5.1% at noon.", ["Shares | be down | 5.1%"]),
    ("Fourteen passengers are still unaccounted for.", ["Fourteen passengers | be unaccounted for | None"]),
    ("He has been in custody since his arrest.", ["He | be in custody | None"]),
    ("The troops are on alert.", ["The troops | be on alert | None"]),
    (
        "The number of people known to have died rose to 63.",
        ["people | die | None", "The number of people known to have died | rise to | 63"],
    ),
    (
        "At least 30 people were still missing, Mwita said, revising down an earlier estimate.",
        ["At least 30 people | be missing | None", "Mwita | revise down | an earlier estimate"],
    ),
    (
        "A vaccine developed at the University of Lagos protected 76% of the children.",
        [
            "(unstated) | develop | A vaccine",
            "A vaccine developed at the University of Lagos | protect | 76% of the children",
        ],
    ),
    ("She lived in Paris and wrote books.", ["She | live in | Paris", "She | write | books"]),
    ("His brother helped him move the body.", ["His brother | help | him", "him | move | the body"]),
    ("Parliament voted to ban the drug.", ["Parliament | vote to ban | the drug"]),
    ("The fraud came to light in 2023.", ["The fraud | come to light | None"]),
    ("The warning came into force on Monday.", ["The warning | come into force | None"]),
    ("The suspect faces up to ten years.", ["The suspect | face | up to ten years"]),
    ("The minister left without a word.", ["The minister | leave without | a word"]),
    (
        "The minister left without answering questions.",
        ["The minister | leave | None", "The minister | answer | questions"],
    ),
    ("The board called the ruling “a disgrace”.", ["The board | call | the ruling"]),
    ("The board rejected the bid as opportunistic.", ["The board | reject | the bid"]),
    ("Rescuers pulled a girl alive from the rubble.", ["Rescuers | pull | a girl"]),
    ("The fire broke out on the second floor.", ["The fire | break out | None"]),
    ("Six workers remained missing.", ["Six workers | remain missing | None"]),
    ("She's agreed to testify.", ["She | agree to testify | None"]),
    (
        "The parties have neither signed nor rejected the draft.",
        ["The parties | sign | the draft", "The parties | reject | the draft"],
    ),
    ("The captain has not.", []),
    ("A group that calls itself Pale Harbour claimed the attack.", ["A group | claim | the attack"]),
    ("He faces ten years in jail if convicted.", ["He | face | ten years in jail"]),
    ("It was not clear who was behind the attack.", []),
    ("He was jailed for 18 months, suspended for two years.", ["(unstated) | jail | He"]),
    ("They could not find a price that satisfied everyone.", ["They | find | a price"]),
]

PASSIVE = [
    ("The bridge was destroyed by the flood.", ["the flood | destroy | The bridge"]),
    ("The bill was passed by 9 votes.", ["(unstated) | pass | The bill"]),
    ("Kiprono was beaten by 12 seconds.", ["(unstated) | beat | Kiprono"]),
    ("She was dismissed by text message.", ["(unstated) | dismiss | She"]),
    ("The bridge will be finished by the end of June.", ["(unstated) | finish | The bridge"]),
    ("Orvec was advised by UBS and Tarn by Rothschild.", ["UBS | advise | Orvec"]),
    (
        "He was banned from practising medicine and fined €200,000.",
        ["(unstated) | ban | He", "He | practise | medicine", "(unstated) | fine | He"],
    ),
    ("The men were taken into custody.", ["(unstated) | take into custody | The men"]),
    ("Two men were arrested.", ["(unstated) | arrest | Two men"]),
    ("Smith was charged with murder.", ["(unstated) | charge with | Smith"]),
    ("The deal was financed with debt.", ["(unstated) | finance | The deal"]),
    ("Smith was found guilty of murder.", ["(unstated) | find guilty | Smith"]),
    ("The strike was called off.", ["(unstated) | call off | The strike"]),
    (
        "Police named six men killed on Monday.",
        ["Police | name | six men killed on Monday", "(unstated) | kill | six men"],
    ),
    ("Everyone has been accounted for.", ["(unstated) | account for | Everyone"]),
    ("They found houses buried in mud.", ["They | find | houses buried in mud", "(unstated) | bury | houses"]),
    (
        "Ten people were killed and more than 200 injured.",
        ["(unstated) | kill | Ten people", "(unstated) | injure | more than 200"],
    ),
    (
        "Harrow & Pike, founded in 1891 as a market stall, has struggled.",
        ["(unstated) | found | Harrow & Pike", "Harrow & Pike | struggle | None"],
    ),
    (
        "The chain was bought by the U.S. buyout firm Kestrel Partners for $2 billion.",
        ["the U.S. buyout firm Kestrel Partners | buy | The chain"],
    ),
]

COPULA = [
    ("The prime minister is in talks with the opposition.", ["The prime minister | be in talks with | the opposition"]),
    ("I am committed to working with them.", ["I | be committed to | working with them"]),
    ("The match is a draw.", ["The match | be | a draw"]),
    ("There were no casualties.", ["no casualties | be | None"]),
    ("Approval was far from certain.", ["Approval | be | far from certain"]),
    ("It was like driving into a wall.", ["It | be | like driving into a wall"]),
    ("The meeting is on Monday.", ["The meeting | be | None"]),
    ("None were.", []),
    (
        "She met a farmer whose brother is among the missing.",
        ["She | meet | a farmer", "whose brother | be among | the missing"],
    ),
]

HEADLINES = [
    ("At least 12 killed in hotel blaze", ["(unstated) | kill | At least 12"]),
    ("Five injured in bus crash", ["(unstated) | injure | Five"]),
    ("Two climbers found dead in hut", ["(unstated) | find dead | Two climbers"]),
    ("Ex-manager of football club found guilty of theft", ["(unstated) | find guilty | Ex-manager of football club"]),
    ("STORM-HIT VILLAGES CUT OFF AS RIVER LEVELS RISE", []),
    ("Shell sued over oil spill", ["(unstated) | sue | Shell"]),
    ("Tessellate to buy chip designer for $2 billion", ["Tessellate | buy | chip designer"]),
    ("British Airways to cut 500 jobs", ["British Airways | cut | 500 jobs"]),
    ("Tanker runs aground; 12 safe", ["Tanker | run aground | None"]),
    ("‘WE WON’T GO QUIETLY’: Ferry workers strike over pay", ["Ferry workers | strike over | pay"]),
    ("Tram crash: Police identify three victims", ["Police | identify | three victims"]),
]

LIGHT_VERBS = [
    (
        "The president held talks with his Chinese counterpart.",
        ["The president | hold talks with | his Chinese counterpart"],
    ),
    ("The carmaker made an offer on the start-up.", ["The carmaker | make offer on | the start-up"]),
    ("The court found Smith guilty of murder.", ["The court | find guilty | Smith"]),
    ("The jury convicted Smith of murder.", ["The jury | convict | Smith"]),
    ("Carter pleaded not guilty to fraud.", ["Carter | plead | not guilty"]),
]

SEVERAL_CLAUSES = [
    (
        "Farmers blocked roads, burned tyres and threw stones.",
        ["Farmers | block | roads", "Farmers | burn | tyres", "Farmers | throw | stones"],
    ),
    (
        "More than 300 homes were damaged or destroyed.",
        ["(unstated) | damage | More than 300 homes", "(unstated) | destroy | More than 300 homes"],
    ),
    (
        "The ferry sank on Monday, killing at least 41 people.",
        ["The ferry | sink | None", "The ferry | kill | at least 41 people"],
    ),
    (
        "Tanaka, who has led the party since 2019, resigned on Monday.",
        ["Tanaka | lead | the party", "Tanaka | resign | None"],
    ),
    (
        "The report that the bank published on Friday blamed traders.",
        ["the bank | publish | The report", "The report | blame | traders"],
    ),
    (
        "The company, founded in 1998 by two brothers, employs 300 people.",
        ["two brothers | found | The company", "The company | employ | 300 people"],
    ),
    (
        "Having lost the vote, the minister resigned.",
        ["the minister | lose | the vote", "the minister | resign | None"],
    ),
    (
        "The bursar has not been charged and denies wrongdoing.",
        ["(unstated) | charge | The bursar", "The bursar | deny | wrongdoing"],
    ),
    ("Twelve of the 48 injured are in hospital.", ["Twelve of the 48 injured | be in | hospital"]),
    ("He thought he was too clever to be caught.", ["he | be | too clever to be caught"]),
    ("It is not known whether the families will be paid.", ["(unstated) | pay | the families"]),
    (
        "The bank will buy its rival, officials said, ending a long dispute.",
        ["The bank | buy | its rival", "The bank | end | a long dispute"],
    ),
    (
        "They praised Maria Lopez, the head of Nordlink, who will leave the company.",
        ["They | praise | Maria Lopez", "Maria Lopez | leave | the company"],
    ),
    ("Prosecutors asked for eight years.", ["Prosecutors | ask for | eight years"]),
    (
        "The company, once valued at $10 billion, filed for bankruptcy.",
        ["(unstated) | value | The company", "The company | file for | bankruptcy"],
    ),
    (
        "The firm paid a fine instead of closing the plant.",
        ["The firm | pay | a fine", "The firm | close | the plant"],
    ),
    (
        "The bank will buy its rival, officials said, revising their plans.",
        ["The bank | buy | its rival", "officials | revise | their plans"],
    ),
    ("Prosecutors withheld e-mails from the court.", ["Prosecutors | withhold | e-mails"]),
    (
        "A jury in Leeds on Thursday convicted the treasurer but cleared his wife.",
        ["A jury in Leeds | convict | the treasurer", "A jury in Leeds | clear | his wife"],
    ),
    (
        "Rovers came from behind to beat United.",
        ["Rovers | come from | behind", "Rovers | beat | United"],
    ),
    (
        "Police arrested two fans for throwing flares.",
        ["Police | arrest | two fans", "two fans | throw | flares"],
    ),
    (
        "A vaccine that needs only two doses reduced cases of the disease in infants by 68 percent.",
        ["A vaccine | need | only two doses", "A vaccine | reduce | cases of the disease"],
    ),
    (
        "It damaged 2,300 homes, of which 640 were destroyed.",
        ["It | damage | 2,300 homes", "(unstated) | destroy | 640"],
    ),
    (
        "She led Tavira, a country of 1.3 million people that became independent in 1975.",
        ["She | lead | Tavira", "a country of 1.3 million people | become | independent"],
    ),
    (
        "A fire swept through a club on Friday, killing 31 people, officials said.",
        ["A fire | sweep through | a club", "A fire | kill | 31 people"],
    ),
    ("Officials say so.", []),
    ("It is not known what caused the crash.", []),
    ("The two sides came close to a deal.", ["The two sides | come close to | a deal"]),
    ("Turnout was higher than expected.", ["Turnout | be | higher"]),
    (
        "He was cleared of rape but found guilty of assault.",
        ["(unstated) | clear of | He", "(unstated) | find guilty | He"],
    ),
    (
        "The ban on smoking, which takes effect in January, was opposed by bar owners.",
        ["The ban on smoking | take | effect", "bar owners | oppose | The ban on smoking"],
    ),
    ("The keeper could return after missing six games.", ["The keeper | return | None"]),
    ("They sold land to make the numbers work.", ["They | sell | land"]),
    (
        "A former treasurer of a charity who stole millions was jailed.",
        [
            "A former treasurer of a charity | steal | millions",
            "(unstated) | jail | A former treasurer of a charity",
        ],
    ),
    (
        "Shareholders holding about 22% of the stock, including the founding family, have given undertakings.",
        [
            "Shareholders | hold | about 22% of the stock, including the founding family",
            "Shareholders holding about 22% of the stock, including the founding family | give | undertakings",
        ],
    ),
    (
        "She joined a team of doctors who treat refugees.",
        ["She | join | a team of doctors", "doctors | treat | refugees"],
    ),
    (
        "She praised Ana Torres of Living Rivers, who founded the group.",
        ["She | praise | Ana Torres of Living Rivers", "Ana Torres of Living Rivers | found | the group"],
    ),
    (
        "Two people were killed when a bridge collapsed on Monday, blocking the river.",
        ["(unstated) | kill | Two people", "a bridge | collapse | None", "a bridge | block | the river"],
    ),
    (
        "The army attacked the village without warning the residents.",
        ["The army | attack | the village", "The army | warn | the residents"],
    ),
]

CONTROL = [
    ("Ford plans to close two plants.", ["Ford | close | two plants"]),
    ("The trial is set to begin on Wednesday.", ["The trial | begin | None"]),
    ("The bank agreed to buy its rival.", ["The bank | agree to buy | its rival"]),
    ("Rescuers are trying to reach the miners.", ["Rescuers | try to reach | the miners"]),
    ("Voters will decide whether to keep the president.", ["Voters | decide | whether to keep the president"]),
    ("Negotiators have until Friday to strike a deal.", []),
    ("The firm has to close the plant.", ["The firm | have to close | the plant"]),
    ("He stopped smoking.", ["He | stop smoking | None"]),
    ("The chain agreed to be bought by its rival.", ["The chain | agree to be bought by | its rival"]),
    (
        "Parties called for the minister to step down.",
        ["Parties | call for | the minister", "the minister | step down | None"],
    ),
    (
        "It agreed to acquire Heliogen for $4.1 billion in cash, its largest acquisition in ten years.",
        ["It | agree to acquire | Heliogen"],
    ),
    ("The tower clock is to be electrified.", ["(unstated) | electrify | The tower clock"]),
    ("The draft has to be changed.", ["(unstated) | have to change | The draft"]),
    ("The suspect is believed to have fled to Spain.", ["The suspect | flee to | Spain"]),
    ("The UN urged the army to stop the strikes.", ["The UN | urge | the army", "the army | stop | the strikes"]),
    (
        "Protesters called on the minister to resign.",
        ["Protesters | call on | the minister", "the minister | resign | None"],
    ),
    (
        "The firm announced plans to cut 500 jobs.",
        ["The firm | announce | plans to cut 500 jobs", "The firm | cut | 500 jobs"],
    ),
    (
        "Okafor accused the firm of hiding the leak.",
        ["Okafor | accuse | the firm", "the firm | hide | the leak"],
    ),
    (
        "A nurse accused of poisoning three patients at a care home resigned on Monday.",
        [
            "(unstated) | accuse of | A nurse",
            "A nurse | poison | three patients",
            "A nurse accused of poisoning three patients at a care home | resign | None",
        ],
    ),
    (
        "Asked to explain the fingerprint, Ballantyne wept.",
        ["Ballantyne | be asked to explain | the fingerprint", "Ballantyne | weep | None"],
    ),
    ("He is accused of killing his wife.", ["(unstated) | accuse of | He", "He | kill | his wife"]),
    ("Pryce pleaded guilty to making false statements.", ["Pryce | plead | guilty", "Pryce | make | false statements"]),
    ("Pryce pleaded not guilty to making false statements.", ["Pryce | plead | not guilty"]),
    ("The chemicals were known to be harmful.", ["The chemicals | be | harmful"]),
    ("The bank was found to have misled clients.", ["The bank | mislead | clients"]),
]

TABLES = [*ACTIVE, *PASSIVE, *COPULA, *HEADLINES, *LIGHT_VERBS, *SEVERAL_CLAUSES, *CONTROL]


def line(statement: Statement) -> str:
    return f"{statement.subject.text} | {statement.relation} | {statement.object.text if statement.object else None}"


@pytest.mark.parametrize(("sentence", "expected"), TABLES, ids=[row[0] for row in TABLES])
def test_a_sentence_says_who_did_what(sentence: str, expected: list[str]) -> None:
    assert [line(s) for s in read(sentence) if s.kind == "event"] == expected


@pytest.mark.parametrize(
    ("sentence", "subject", "description"),
    [
        ("Smith, a former banker from Leeds, was jailed.", "Smith", "a former banker from Leeds"),
        ("Delegates met Hezbollah, the militant group, on Monday.", "Hezbollah", "the militant group"),
        ("Harrow & Pike, the supermarket chain, was sold.", "Harrow & Pike", "the supermarket chain"),
    ],
)
def test_an_apposition_is_a_role_and_never_core(sentence: str, subject: str, description: str) -> None:
    [role] = [s for s in read(sentence) if s.kind == "role"]
    assert role.object is not None
    assert (role.subject.text, role.relation, role.object.text, role.core) == (subject, "be", description, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "He spent it on cars, a yacht and school fees.",
        "They get two shares for each one they own, a premium of 27% to the closing price.",
        "Shares were suspended on Aug. 14, the day before the offer.",
        "The victory was watched by 61,204 people, the biggest crowd of the season.",
        "He spent it on cars, a villa in Portugal and school fees.",
        "She left him for another man, a claim that detectives never believed.",
    ],
)
def test_lists_and_measures_are_no_roles(sentence: str) -> None:
    assert not [s for s in read(sentence) if s.kind == "role"]


def test_a_passive_is_marked_and_its_unstated_agent_stands_nowhere() -> None:
    [statement] = read("Two men were arrested in Leeds.")
    assert (statement.voice, statement.subject.span) == ("passive", None)


def test_the_verb_of_opinion_gives_way_to_what_is_thought() -> None:
    assert [line(s) for s in read("Analysts believe that prices will fall.")] == ["prices | fall | None"]


def test_evidence_begins_where_the_borrowed_subject_stands() -> None:
    text = "The ferry sank on Monday, killing 41 people."
    sank, killed = read(text)
    assert sank.evidence[0].text == "The ferry sank on Monday"
    assert killed.evidence[0].text == "The ferry sank on Monday, killing 41 people"


COMPLEMENTS = [
    ("Hale was sentenced to six years in prison on Friday.", "six years in prison"),
    ("Judge Maria Keane sentenced Hale to 12 years in prison for fraud.", "12 years in prison"),
    ("Hale was acquitted of tax evasion.", "tax evasion"),
    ("He was found guilty of murder.", "murder"),
    ("Two officers were charged with manslaughter.", "manslaughter"),
    ("She was fined 20,000 euros.", "20,000 euros"),
    ("The driver was given a suspended sentence.", "a suspended sentence"),
    ("He was named chief executive in May.", "chief executive"),
    ("The victims were identified as Ana Diaz and Tom Lee.", "Ana Diaz and Tom Lee"),
    ("Kestrel sold the plant to Tessera in May.", "Tessera"),
    ("He was taken into custody.", None),
    ("The plant was sold in May.", None),
    ("The price was cut from 40 to 30 euros.", None),
    ("They made an offer to the owners.", None),
    ("He is full of life.", None),
    ("Tran pleaded not guilty to a charge of bribery.", "a charge of bribery"),
    ("Pike was convicted last month of misconduct in public office.", "misconduct in public office"),
    ("The jury convicted Hale on Tuesday of fraud.", "fraud"),
    ("Hale was charged on Monday with two counts of murder.", "two counts of murder"),
]


@pytest.mark.parametrize(("sentence", "expected"), COMPLEMENTS)
def test_a_complement_stands_beside_the_object(sentence: str, expected: str | None) -> None:
    said = read(sentence)[0].complement
    assert (said.text if said is not None else None) == expected


CORE = [
    ("At least 58 people were killed when a goods train slammed into a bus.", {"kill": True, "slam into": True}),
    ("The talks collapsed when the minister left.", {"collapse": True, "leave": False}),
    ("The driver, who was not named, was arrested.", {"name": False, "arrest": True}),
    ("The firm waited for regulators to approve the deal.", {"wait": True, "approve": False}),
    ("He was named chief executive in May.", {"name": True}),
    ("Norvik has a plan to close the dairy.", {"have": False, "close": True}),
    ("The storm was called a catastrophe.", {"call": False}),
    ("He was acquitted on Friday of a third charge, perverting the course of justice.", {"acquit of": True}),
    (
        "He will step down once the takeover is completed, which is expected in the second quarter.",
        {"step down": True, "complete": False},
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CORE)
def test_what_a_reader_would_keep(sentence: str, expected: dict[str, bool]) -> None:
    assert {statement.relation: statement.core for statement in read(sentence)} == expected


def test_the_items_of_a_list_are_read_apart() -> None:
    said = [s.relation for s in read("• Divers found the wreck at a depth of 60 metres\n• The captain was detained")]
    assert said == ["find", "detain"]


def test_a_question_behind_a_colon_has_no_object_before_it() -> None:
    asked = read("The opposition leader demanded his resignation: “How many more must die?”")[-1]
    assert (asked.relation, asked.object) == ("die", None)


def test_public_office_is_no_place() -> None:
    assert read("Pike was convicted of misconduct in public office.")[0].place is None
