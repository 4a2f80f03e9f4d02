"""The figures to reach and the best peers that can be run, as the design gives them (whole sets, same scorers)."""

TARGETS = {
    "seed entities clustered right": "14/14",
    "seed roles": "6/6",
    "seed quotes found": "11/11",
    "seed speakers right": "10/11",
    "seed quantities": "6/6",
    "seed times": "8/10",
    "seed core statements": "22/25",
    "seed statements precision": ".75",
    "seed tense": ".95",
    "seed attribution": ".95",
    "statements carb_auc": ".28",
    "statements carb_f1": ".50",
    "events meantime_future_f1": ".85",
    "events meantime_negation_f1": ".80",
    "events meantime_participant_f1": ".60",
    "fivew 5w1h_who": ".60",
    "fivew 5w1h_what": ".35",
    "fivew 5w1h_when": ".55",
    "fivew 5w1h_where": ".65",
}
PEERS: dict[str, str] = {
    "statements carb_auc": ".272 OpenIE-4",
    "statements carb_f1": ".488 OpenIE-4",
    "fivew 5w1h_who": ".24 Giveme5W1H",
    "fivew 5w1h_what": ".05 Giveme5W1H",
    "fivew 5w1h_when": ".17 Giveme5W1H",
    "fivew 5w1h_where": ".31 Giveme5W1H",
    "fivew 5w1h_why": ".01 Giveme5W1H",
    "fivew 5w1h_how": ".07 Giveme5W1H",
}
