"""Languages by their English names, as reports and transcripts name them."""

import re

LANGUAGES = (
    "Afrikaans|Albanian|Amharic|Arabic|Armenian|Azerbaijani|Azeri|Basque|Belarusian|Belarussian|"
    "Bengali|Bosnian|Bulgarian|Burmese|Cantonese|Catalan|Chechen|Chinese|Creole|Croatian|Czech|"
    "Danish|Dari|Dutch|English|Estonian|Farsi|Filipino|Finnish|Flemish|French|Gaelic|Galician|"
    "Georgian|German|Greek|Gujarati|Hausa|Hebrew|Hindi|Hungarian|Icelandic|Igbo|Indonesian|Irish|"
    "Italian|Japanese|Kazakh|Khmer|Kinyarwanda|Korean|Kurdish|Kyrgyz|Lao|Latin|Latvian|Lithuanian|"
    "Macedonian|Malay|Maltese|Mandarin|Marathi|Mongolian|Nepali|Norwegian|Oromo|Pashto|Persian|"
    "Polish|Portuguese|Punjabi|Quechua|Romanian|Russian|Serbian|Serbo-Croatian|Shona|Sinhala|"
    "Slovak|Slovene|Slovenian|Somali|Spanish|Swahili|Swedish|Tagalog|Tajik|Tamil|Tatar|Telugu|Thai|"
    "Tibetan|Tigrinya|Turkish|Turkmen|Ukrainian|Urdu|Uyghur|Uzbek|Vietnamese|Welsh|Wolof|Xhosa|"
    "Yiddish|Yoruba|Zulu"
)
LANGUAGE = re.compile(rf"\b(?:{LANGUAGES})\b")
