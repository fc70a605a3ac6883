"""Invented pages of three invented events, and what is claimed of them, rightly and wrongly."""

Page = dict[str, str | None]

DAM_PAGES: dict[str, Page] = {
    "sentry": {
        "outlet": "Vellamy Sentry",
        "published": "2031-05-07T18:05+01:00",
        "title": "‘Nobody was warned’: Tarn Valley clears up after dam gates open",
        "text": (
            "The gates of the Orrin dam opened without warning on Tuesday evening, flooding "
            "34 houses in the Tarn Valley, the valley council said.\n\n"
            "Water minister Ilse Marrow visited the village of Corrie on Wednesday. “We will "
            "inspect every dam in the north before the first of June, and we will publish "
            "what we find,” she told reporters.\n\n"
            "Marrow said the operator, Norvane Water, had ignored two letters from the "
            "council.\n\n"
            "Two farm workers were killed and eleven people were hurt.\n\n"
            "“Nobody was warned. The siren did not sound,” said Tomas Brandt, who runs the "
            "village shop.\n\n"
            "Norvane Water has denied that its engineers switched off the siren.\n\n"
            "The council will meet on Friday to decide whether the valley road should reopen."
        ),
    },
    "courier": {
        "outlet": "Harnmouth Courier",
        "published": "2031-05-08",
        "title": "Minister vows checks on northern dams after valley flood",
        "text": (
            "Every dam in the north will be inspected before June, the water minister, Ilse "
            "Marrow, promised on Wednesday.\n\n"
            "“We will inspect every dam in the north … and we will publish what we find,” she "
            "said in Corrie.\n\n"
            "Two people died when the gates of the Orrin dam opened on Tuesday.\n\n"
            "Norvane Water said the gates had opened because of a fault in a sensor.\n\n"
            "Brandt, a shopkeeper, said that nobody had been warned.\n\n"
            "The engineer in charge, Pia Lindqvist, has been suspended, the company said.\n\n"
            "“I am sorry for what happened to the valley,” said the company's director, Oskar "
            "Venn."
        ),
    },
    "times": {
        "outlet": "Morrow Times",
        "published": None,
        "title": "Dam operator ‘ignored letters’; school to stay shut",
        "text": (
            "The school in Corrie will stay closed until Monday, head teacher Ana Ruiz said.\n\n"
            "Marrow accused Norvane Water of ignoring two letters.\n\n"
            "The company could face a fine of up to 4 million crowns.\n\n"
            "The minister promised to “publish what we find”.\n\n"
            "Volunteers from Harnmouth brought blankets and food to the village hall.\n\n"
            "The government has lent the council 6 million crowns for repairs."
        ),
    },
    "herald": {
        "outlet": "Osterby Herald",
        "published": "2031-05-08T07:30+01:00",
        "title": "Army ‘ready to evacuate’ three villages below the Orrin dam",
        "text": (
            "Families below the Orrin dam spent a second night in the village hall.\n\n"
            "Engineers are working on the gates, and the water has begun to fall.\n\n"
            "Farmers have lost most of their early crops, and insurers expect hundreds of "
            "claims."
        ),
    },
}

DAM_TRUE = (
    "“We will inspect every dam in the north before the first of June”",
    "We will inspect every dam in the north before the first of June, and we will publish what we find",
    "we will publish what we find",
    "Ilse Marrow said “We will publish what we find”",
    "“Nobody was warned”",
    "Two farm workers were killed and eleven people were hurt.",
    "Two people were killed.",
    "Norvane Water ignored two letters.",
    "“I am sorry for what happened to the valley,” said Oskar Venn.",
    "The engineer Pia Lindqvist has been suspended.",
    "The gates of the Orrin dam opened on Tuesday.",
    "The army is “ready to evacuate” three villages",
    "The school in Corrie will stay closed until Monday.",
    "Volunteers brought blankets and food to the village hall.",
    "“I'm sorry about what happened to the valley”",
)

DAM_FALSE = (
    "“We will inspect every bridge in the north before the first of June”",
    "“We will not inspect every dam in the north”",
    "We will inspect every dam in the south before the first of June",
    "Three farm workers were killed.",
    "Oskar Venn said “We will publish what we find”",
    "Norvane Water has admitted that its engineers switched off the siren.",
    "Norvane Water's engineers switched off the siren.",
    "The gates of the Orrin dam opened on Monday.",
    "The council ignored two letters from Norvane Water.",
    "The government has lent the council 8 million crowns for repairs.",
    "The council has lent the government 6 million crowns for repairs.",
    "Pia Lindqvist said: “I am sorry for what happened to the valley.”",
    "The siren sounded.",
    "The company was fined 4 million crowns.",
    "The school in Corrie will stay open until Monday.",
    "The valley road should reopen.",
    "Ilse Marrow visited Harnmouth on Wednesday.",
    "The minister has resigned.",
    "“You had two letters and you threw them away”",
    "Volunteers from Corrie brought blankets to Harnmouth.",
    "Tomas Brandt was killed.",
    "“We will inspect some dams in the north”",
    "Ana Ruiz has been suspended.",
    "Two engineers were killed and eleven people were hurt.",
    "Norvane Water said the council had ignored two letters.",
)

TRAM_PAGES: dict[str, Page] = {
    "ledger": {
        "outlet": "Ostrand Ledger",
        "published": "2034-10-12T09:10+02:00",
        "title": "Mayor sacks transit chief after tram crash",
        "text": (
            "The mayor of Ostrand, Lena Varga, dismissed the head of the city's tram network "
            "on Thursday, two days after a collision in which nine passengers were injured.\n\n"
            "“Trust was broken, and trust is what a tram runs on,” Varga told the city "
            "council. “I have asked Mr Hollis to leave his post today.”\n\n"
            "The collision happened at 7.40am on Tuesday, when a number 6 tram ran into a "
            "stationary tram at the Mill Bridge stop.\n\n"
            "Piet Hollis, who had led the network since 2029, said he would not appeal.\n\n"
            "Investigators have found that the brakes of the number 6 tram were last tested "
            "in March.\n\n"
            "According to the drivers' union, managers had rejected three requests for a new "
            "signal at the stop.\n\n"
            "Varga did not say who would replace Hollis.\n\n"
            "The number 6 line will be closed until Saturday."
        ),
    },
    "evening": {
        "outlet": "Evening Pilot",
        "published": "2034-10-12T17:45+02:00",
        "title": "‘Trust was broken’: Hollis out after Mill Bridge crash",
        "text": (
            "Piet Hollis has been dismissed as head of Ostrand's trams.\n\n"
            "The mayor, Lena Varga, told councillors that trust had been broken. “I have "
            "asked Mr Hollis to leave his post,” she said.\n\n"
            "Nine people were hurt on Tuesday when one tram hit another at Mill Bridge. Two "
            "of them are still in hospital.\n\n"
            "“We asked for a signal there three times, and three times we were told there was "
            "no money,” said Marta Quill, who speaks for the drivers' union.\n\n"
            "The operator denies that money played any part.\n\n"
            "The inquiry will be led by a retired judge, Simon Achterberg, and may take a "
            "year.\n\n"
            "Passengers complained of delays of up to an hour on Thursday."
        ),
    },
    "radio": {
        "outlet": "Radio Nord",
        "published": "2034-10-13",
        "title": "Tram inquiry: judge named",
        "text": (
            "A retired judge, Simon Achterberg, will lead the inquiry into Tuesday's tram "
            "collision in Ostrand, the regional government said on Friday.\n\n"
            "It is expected to cost 2 million florins.\n\n"
            "Hollis said in a statement that he accepted the mayor's decision and was “sorry "
            "for every passenger who was hurt”.\n\n"
            "Police have interviewed the driver of the number 6 tram, who has not been named.\n\n"
            "If the inquiry finds fault with the brakes, the whole fleet will be withdrawn.\n\n"
            "The city had bought the trams from a firm in Brenn in 2027."
        ),
    },
    "mirror": {
        "outlet": "Coast Mirror",
        "published": None,
        "title": "Exclusive: tram driver ‘had worked 14 days in a row’",
        "text": (
            "The city of Ostrand is still asking how two trams could collide in broad "
            "daylight.\n\n"
            "Opposition councillors want the mayor to resign.\n\n"
            "“She knew, and she did nothing,” said Joost Amberly, leader of the opposition.\n\n"
            "Varga rejected the charge.\n\n"
            "Shopkeepers at Mill Bridge say trade has fallen by half since Tuesday."
        ),
    },
}

TRAM_TRUE = (
    "“Trust was broken, and trust is what a tram runs on”",
    "“I have asked Mr Hollis to leave his post today”",
    "Lena Varga said: “I have asked Mr Hollis to leave his post”",
    "Nine people were hurt on Tuesday.",
    "The brakes of the number 6 tram were last tested in March.",
    "Piet Hollis said he would not appeal.",
    "“We asked for a signal there three times”",
    "A retired judge, Simon Achterberg, will lead the inquiry.",
    "The inquiry will be led by Simon Achterberg.",
    "The tram driver “had worked 14 days in a row”",
    "Police have interviewed the driver of the number 6 tram.",
    "“sorry for every passenger who was hurt”",
    "The city bought the trams from a firm in Brenn.",
    "The number 6 line will be closed until Saturday.",
    "“She knew and she did nothing”",
    "The mayor dismissed the head of the tram network.",
    "“We have asked for a signal there three times and three times we were told there was no money”",
)

TRAM_FALSE = (
    "“Trust was never broken”",
    "Lena Varga said: “We asked for a signal there three times”",
    "Nineteen people were hurt on Tuesday.",
    "Nine people were hurt on Wednesday.",
    "Nine people were killed on Tuesday.",
    "The brakes of the number 6 tram were never tested.",
    "Piet Hollis said he would appeal.",
    "Hollis dismissed the mayor.",
    "The operator said that money played a part.",
    "Money played a part.",
    "The whole fleet will be withdrawn.",
    "The mayor has resigned.",
    "The inquiry will take a year.",
    "Simon Achterberg was interviewed by police.",
    "The city sold the trams to a firm in Brenn.",
    "The firm in Brenn bought the trams from the city.",
    "The driver of the number 6 tram has been named.",
    "“I have asked Mrs Quill to leave her post”",
    "Passengers complained of delays of an hour on Thursday.",
    "Managers approved three requests for a new signal.",
    "The drivers' union rejected three requests for a new signal.",
    "The number 6 line will be closed until Sunday.",
    "The inquiry is expected to cost 12 million florins.",
    "Joost Amberly rejected the charge.",
    "“She knew, and she did everything”",
    "Two passengers died in hospital.",
    "The number 9 line will be closed until Saturday.",
    "Varga said who would replace Hollis.",
    "The judge found fault with the brakes.",
    "The brakes of the number 6 tram were last tested in May.",
    "Marta Quill said: “I have asked Mr Hollis to leave his post today.”",
    "A retired judge will not lead the inquiry.",
    "“It was the driver's fault, and nobody else's”",
    "The regional government dismissed Piet Hollis.",
)

TRAPS_PAGES: dict[str, Page] = {
    "one": {
        "outlet": "Brenn Observer",
        "published": "2035-02-02",
        "title": "Governor faces questions over bridge contract",
        "text": (
            "Asked whether the governor had signed the contract, his spokesman declined to "
            "comment.\n\n"
            "It is not true that Anders Roth signed the contract, his lawyer said.\n\n"
            "Rumours that the bridge was sold have spread in the town.\n\n"
            "There were fears that the tunnel had flooded.\n\n"
            "Roth would have resigned if the council had asked him to.\n\n"
            "Only two of the five engineers were paid.\n\n"
            "The minister was said to be angry, but nobody could confirm that the letter "
            "arrived.\n\n"
            "Roth's brother, Emil Roth, was arrested on Monday.\n\n"
            "The court cleared Dana Lisk of fraud.\n\n"
            "The police failed to stop the march.\n\n"
            "The company refused to pay the drivers.\n\n"
            "“I did not say that the bridge is safe,” the engineer said.\n\n"
            "“If we close the harbour, the town dies,” said the mayor, Nora Feld.\n\n"
            "The ferry was nearly lost.\n\n"
            "Lisk claimed that she had repaid the money, which the bank disputes.\n\n"
            "More than 300 people marched on Sunday.\n\n"
            "The governor called for the release of Dana Lisk.\n\n"
            "The prosecutor, who was appointed by the governor, accused Lisk of fraud.\n\n"
            "A plan to raise the toll was dropped.\n\n"
            "The council threatened to close the school.\n\n"
            "Before the bridge collapsed, engineers warned the council.\n\n"
            "Some residents were evacuated.\n\n"
            "Villagers blamed the company for the fire.\n\n"
            "The bank lent money to the company that owns the harbour.\n\n"
            "“We will never sell the harbour,” Feld told the council."
        ),
    },
}

TRAPS_TRUE = (
    "Emil Roth was arrested on Monday.",
    "“We will never sell the harbour”",
    "Engineers warned the council.",
    "The bridge collapsed.",
    "The company refused to pay the drivers.",
    "More than 300 people marched on Sunday.",
    "Some residents were evacuated.",
    "The court cleared Dana Lisk of fraud.",
    "The prosecutor accused Lisk of fraud.",
    "“If we close the harbour, the town dies”",
    "The prosecutor was appointed by the governor.",
    "The bank lent money to the company.",
    "A plan to raise the toll was dropped.",
    "Only two of the five engineers were paid.",
)

TRAPS_FALSE = (
    "The governor signed the contract.",
    "Anders Roth signed the contract.",
    "The bridge was sold.",
    "The tunnel flooded.",
    "Roth resigned.",
    "Five engineers were paid.",
    "Two engineers were not paid.",
    "The letter arrived.",
    "Anders Roth was arrested on Monday.",
    "Dana Lisk was convicted of fraud.",
    "The court accused Dana Lisk of fraud.",
    "The police stopped the march.",
    "The company paid the drivers.",
    "“the bridge is safe”",
    "The bridge is safe.",
    "“we close the harbour”",
    "The town dies.",
    "The ferry was lost.",
    "300 people marched on Sunday.",
    "More than 300 people marched on Saturday.",
    "Dana Lisk was released.",
    "The governor accused Lisk of fraud.",
    "The prosecutor appointed the governor.",
    "The toll was raised.",
    "The council closed the school.",
    "The bridge collapsed before engineers warned the council.",
    "The residents were evacuated.",
    "All residents were evacuated.",
    "The company blamed villagers for the fire.",
    "The bank owns the harbour.",
    "The company lent money to the bank.",
    "“We will sell the harbour”",
    "The mayor said “We will close the harbour”",
    "Engineers collapsed.",
    "Nora Feld told the council: “I did not say that the bridge is safe”",
    "The governor was arrested.",
    "The spokesman signed the contract.",
)

TRAM_NEAR = (
    "Two people are still in hospital.",
    "Hollis accepted the mayor's decision.",
    "Mayor Lena Varga dismissed Piet Hollis on Thursday.",
)
"""Told, in words that leave room for doubt: named as near and not as found."""
