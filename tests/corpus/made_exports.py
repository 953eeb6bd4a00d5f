"""Exports of databases, written as the databases write them, from articles that are made up."""

import datetime
import io
import textwrap
from typing import NamedTuple


class Article(NamedTuple):
    title: str
    outlet: str
    day: datetime.date
    author: str
    section: str
    paragraphs: tuple[str, ...]


ARTICLES = (
    Article(
        "Mill race to be dredged before the autumn",
        "Vale Times",
        datetime.date(2021, 5, 4),
        "Mary Long",
        "NEWS; Pg. 3",
        (
            "The council said on Monday that the mill race at Lower Harton would be dredged before the autumn, and "
            "that the towpath beside it "
            "would stay open while the work was done.",
            "“We have waited nine years for this,” said Ellen Voss, who chairs the trust that owns the mill. "
            "“Another year would have been one too many.”",
            "Section 4 of the plan costs the work at 2 million. Load dates for the barges are to follow.",
        ),
    ),
    Article(
        "Ferry leaves early",
        "The Harton Post",
        datetime.date(2021, 5, 5),
        "Peter Hale",
        "TRAVEL; Pg. 11",
        (
            "The first ferry of the day left eleven minutes early on Tuesday.",
            "Nobody was on the quay, the company said.",
        ),
    ),
    Article(
        "“Nobody asked us”: traders on the closed bridge, and what they would have said",
        "Harton Evening News",
        datetime.date(2021, 12, 11),
        "Ann Bell",
        "BUSINESS; Pg. 1",
        (
            "Traders in the old town said they feared for their takings.",
            "Location: the old town. Time: noon. They met in the hall of the mill.",
            "The bridge carries 14,000 cars a day.",
        ),
    ),
)


def _long(day):
    return f"{day:%B} {day.day}, {day.year} {day:%A}"


def _british(day):
    return f"{day.day} {day:%B} {day.year}"


def nexis_older_text(articles, first=1, of=None):
    of = of or len(articles)
    out = [
        "\n\n\nDownload Request: Selected Items: 1-3\nTime Of Request: Friday, March 20, 2020  16:51:31\n\nTerms: "
        "bridge or ferry\n\n"
    ]
    for number, a in enumerate(articles, start=first):
        title = textwrap.fill(a.title, 60)
        out.append(
            f"\n\n{f'{number} of {of} DOCUMENTS':^78}\n\n\n{a.outlet:^78}\n\n{_long(a.day):^78}\n"
            f"{'First Edition':^78}\n\n"
            f"{title}\n\nBYLINE: {a.author}\n\n"
            f"SECTION: {a.section}\n\nLENGTH: 88 words\n\n"
            + "\n\n".join(textwrap.fill(p, 78) for p in a.paragraphs)
            + f"\n\nLOAD-DATE: {_long(a.day)}\n\nLANGUAGE: ENGLISH\n\nGRAPHIC: A view of the quay\n\n"
            f"PUBLICATION-TYPE: Newspaper\n\n\n"
            f"{'Copyright 2021 Vale Media':^78}\n{'All Rights Reserved':^78}\n"
        )
    return "".join(out)


def nexis_older_page(articles):
    def block(text):
        return f'<BR><DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>\n'

    out = [
        '<HTML><HEAD><STYLE TYPE="text/css"><!-- .c0 { text-align: center; } '
        "--></STYLE><TITLE>&nbsp;</TITLE></HEAD><BODY>"
    ]
    for number, a in enumerate(articles, start=1):
        month, rest = _long(a.day).split(" ", 1)
        out += [
            "<!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->",
            block(f"{number} of {len(articles)} DOCUMENTS"),
            block(a.outlet),
            block(f'{month}</SPAN><SPAN CLASS="c2"> {rest}'),
            block(a.title),
            block(f"BYLINE: </SPAN><SPAN>{a.author}"),
            block(f"SECTION: {a.section}"),
            block("LENGTH: 88 words"),
            '<BR><DIV CLASS="c4">',
            *(f"<P CLASS='c8'><SPAN>{p}</SPAN></P>" for p in a.paragraphs),
            "</DIV>",
            block(f"LOAD-DATE: {_long(a.day)}"),
            block("LANGUAGE: ENGLISH"),
            block("SUBJECT: BRIDGES (90%); MILLS (78%)"),
            block("Copyright 2021 Vale Media"),
        ]
    return "\n".join(out) + "</BODY></HTML>"


def uni_paragraphs(articles, cover=True):
    out = (
        ["Date and Time: Friday, 5. July 2021 09:31:00 CEST", "Job Number: 1", f"Documents ({len(articles)})"]
        if cover
        else []
    )
    for number, a in enumerate(articles, start=1) if cover else ():
        out += [
            f"{number}. {a.title}",
            "Client/Matter: -None-",
            "Search Terms: bridge",
            "Search Type: Natural Language",
            "Narrowed by:",
            "Content Type\tNarrowed by",
            "News\tSources: Vale Times",
        ]
    for a in articles:
        out += [
            a.title,
            a.outlet,
            _long(a.day),
            "",
            "Copyright 2021 Vale Media All Rights Reserved",
            f"Section:\xa0{a.section}",
            "Length:\xa088 words",
            f"Byline:\xa0By {a.author}",
            "Body",
            "",
            *a.paragraphs,
            "Graphic",
            "",
            "PHOTOS: The quay at noon. A barge waits for the lock.",
            "Classification",
            "",
            "Language:\xa0ENGLISH",
            "Subject:\xa0BRIDGES (90%); MILLS (78%)",
            f"Load-Date:\xa0{_long(a.day)}",
            "",
            "End of Document",
            "",
        ]
    return out


def uni_list(articles):
    """The cover page as text, which states how many documents there are, and their titles."""
    listed = "".join(f"{number}. {a.title}\n" for number, a in enumerate(articles, start=1))
    return (
        f"User Name: Mary Long\nDate and Time: Friday, 5 July 2021 09:31:00 CEST\nJob Number: 1\n"
        f"Documents ({len(articles)})\n\n{listed}\n| About LexisNexis | Privacy Policy | Terms & Conditions |\n\n"
    )


def uni_short_list(articles):
    """A cover page of titles alone, set to a width."""
    return "".join(f"{number}. {textwrap.fill(a.title, 30)}\n" for number, a in enumerate(articles, start=1))


def uni_text(articles, of=None):
    out = []
    for number, a in enumerate(articles, start=1):
        out.append(
            f"Page {number} of {of or len(articles)}\n{a.title}\n{a.outlet}\n{_long(a.day)}\nFirst "
            f"Edition\n\nCopyright 2021 Vale Media\nAll Rights Reserved\n\n"
            f"Section: {a.section}\nLength: 88 words\nByline: {a.author}\nBody\n\n"
            + "\n\n".join(a.paragraphs)
            + f"\n\nLoad-Date: {_long(a.day)}\n\nEnd of Document\n\n"
        )
    return "".join(out)


def write_word(paragraphs):
    import docx

    document, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def write_rtf(paragraphs):
    def escape(text):
        return "".join(
            c if c.isascii() and c not in "\\{}" else f"\\'{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c)}?"
            for c in text
        ).replace("\t", "\\tab ")

    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n"
        + "".join(f"\\pard {escape(p)}\\par\n" for p in paragraphs)
        + "}"
    ).encode("ascii")


def write_pdf(pages):
    """Pages of lines, set in one column."""
    import matplotlib
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(out) as pdf:
        for lines in pages:
            figure = Figure(figsize=(8.27, 11.69))
            for row, line in enumerate(lines):
                figure.text(0.1, 0.96 - 0.0125 * row, line, fontsize=8)
            pdf.savefig(figure)
    return out.getvalue()


def uni_pdf(articles):
    lines = [
        line
        for p in uni_paragraphs(articles, cover=False)
        for line in [*(textwrap.wrap(p.replace("\xa0", " "), 90) or [""]), ""]
    ]
    return write_pdf(lines[i : i + 70] for i in range(0, len(lines), 70))


def _number(a, n):
    code = "".join(c for c in a.outlet.upper() if c.isalpha())[:6]
    return f"Document {code:0<8}{a.day:%Y%m%d}ega{n:06}"


def factiva_labelled_text(articles):
    out = []
    for n, a in enumerate(articles, start=1):
        out.append(
            f"SE\t{a.section}\nHD\t{a.title}\nBY\tBy {a.author}\nWC\t88 "
            f"words\nPD\t{_british(a.day)}\nSN\t{a.outlet}\nSC\tVALTIM\nPG\t3\nLA\tEnglish\n"
            f"CY\t© 2021 Vale Media.\nLP\t\n"
            + "\n\n".join(a.paragraphs)
            + f"\nCO\tharbr : Harton Bridges\nNS\tgcat : Political/General News\nRE\tuk : United Kingdom\n"
            f"AN\t{_number(a, n)}\n\n"
        )
    return (
        "".join(out)
        + "Search Summary\nText\tbridge\nDate\tIn the last year\n© 2021 Factiva, Inc. All rights reserved.\n"
    )


def factiva_plain_text(articles):
    return (
        "\n".join(
            f"{a.section}\n{a.title}\nBy {a.author}\n88 "
            f"words\n{_british(a.day)}\n10:15\n{a.outlet}\nVALTIM\n3\nEnglish\n© 2021 Vale Media.\n\n"
            + "\n\n".join(a.paragraphs)
            + f"\n\nVale Media\n\n{_number(a, n)}\n"
            for n, a in enumerate(articles, start=1)
        )
        + "\n© 2021 Factiva, Inc. All rights reserved.\n"
    )


def factiva_page(articles):
    out = ['<html><head><title>Factiva</title><script>var a = 1;</script></head><body><div id="contentLeft">']
    for n, a in enumerate(articles, start=1):
        out.append(
            f'<div class="article"><div class="article enArticle"><p>\n</p><div>{a.section}</div><div id="hd"><span '
            f'class="enHeadline">{a.title}</span>\n</div>'
            f'<div class="author">By {a.author}</div><div>88 '
            f"words</div><div>{_british(a.day)}</div><div>{a.outlet}</div><div>VALTIM</div><div>English</div>"
            f"<div>Copyright 2021 Vale Media </div>"
            + "".join(
                f'<p class="articleParagraph enarticleParagraph">{p.replace("bridge", "<b>bridge</b>")}</p>'
                for p in a.paragraphs
            )
            + f"<p>Vale Media</p><p>{_number(a, n)}</p></div></div><br>"
        )
    return "\n".join(out) + "<div>&copy; 2021 Factiva, Inc. All rights reserved.</div></div></body></html>"


def proquest_text(articles):
    rule, out = "_" * 60, ["_" * 60 + "\n\nReport Information from ProQuest\nMay 06 2021 10:23\n" + "_" * 60 + "\n\n"]
    for n, a in enumerate(articles, start=1):
        out.append(
            f"Document {n} of {len(articles)}\n\n{a.title}\n\nAuthor: {a.author}\n\nPublication info: {a.outlet} ; "
            f"Harton [Harton]{a.day:%d %b %Y}: A.3.\n\n"
            f"ProQuest document link\n\nAbstract: What stands below in fewer words.\n\nFull text: "
            + "\n\n".join(a.paragraphs)
            + f"\n\nSubject: Bridges; Mills\n\nLocation: Harton\n\nPublication title: {a.outlet}; Harton\n\n"
            f"Pages: A.3\n\nPublication year: {a.day.year}\n\n"
            f"Publication date: {a.day:%b} {a.day.day}, {a.day.year}\n\nSection: {a.section}\n\nPublisher: Vale "
            f"Media\n\nSource type: Newspapers\n\n"
            f"ProQuest document ID: {251439970 + n}\n\nDocument URL: https://example.org/docview/{n}\n\nCopyright: "
            f"Copyright Vale Media {a.day:%b} {a.day.day}, {a.day.year}\n\n"
            f"Last updated: 2021-11-07\n\nDatabase: Dailies\n\n{rule}\n\n"
        )
    return "".join(out)


def proquest_page(articles):
    def labelled(label, value):
        return f'<p style="margin:0"><strong>{label}: </strong>{value}</p>'

    out = []
    for n, a in enumerate(articles, start=1):
        out += [
            '<div style="margin-bottom:20px"><a name="DocID_1"></a>',
            f"<p>{a.title}</p>",
            labelled("Author", a.author),
            labelled("Publication info", f"{a.outlet} ; Harton [Harton]{a.day:%d %b %Y}: A.3."),
            "<p><a href='x'>ProQuest document link</a></p>",
            "<p><strong>Full text: </strong><text wordcount='88'><html><head><title></title></head><body>",
            *(f"<p>{p}</p>" for p in a.paragraphs),
            "</body></html></text></p>",
            labelled("Subject", "Bridges; Mills"),
            labelled("Publication title", f"{a.outlet}; Harton"),
            labelled("Publication date", f"{a.day:%b} {a.day.day}, {a.day.year}"),
            labelled("Section", a.section),
            labelled("ProQuest document ID", n),
            labelled("Document URL", "https://example.org"),
            labelled("Last updated", "2021-11-07"),
            labelled("Database", "Dailies"),
            "</div>",
        ]
    return "<html><body>" + "\n".join(out) + "</body></html>"


_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def europresse_page(articles):
    out = []
    for n, a in enumerate(articles, start=1):
        out.append(
            f'<article> <header> <div> <span class="DocPublicationName">{a.outlet}   </span> </div> <div> <span '
            f'class="DocHeader">{a.section}, mardi {a.day.day} '
            f'{_FRENCH[a.day.month - 1]} {a.day.year}, p. 12</span> </div> <div class="titreArticle"> <p '
            f'class="titreArticleVisu">{a.title}</p> </div> <div>{a.author}</div> '
            '</header> <section> <div class="DocText"><div class="docOcurrContainer">'
            + "".join(f"<p>{p}</p>" for p in a.paragraphs)
            + f"</div></div> </section> <footer> <small>© 2021 Vale Media. Tous droits réservés.</small> "
            f"<p>Numéro de document : news·{a.day:%Y%m%d}·VT·{n}</p> "
            "<div>Ce certificat est émis à Harton à des fins de visualisation personnelle et temporaire.</div> "
            "</footer> </article>"
        )
    return "<html><body>" + "\n".join(out) + "</body></html>"


def europresse_older_page(articles):
    return (
        "<html><body>"
        + "<p><br>".join(
            f'<table><tr><td><span class="DocPublicationName">{a.outlet}, no. 5968</span><br><span '
            f'class="DocHeader">{a.section}, </span><span class="DocHeader">mardi </span>'
            f'<span class="DocHeader">{a.day.day} {_FRENCH[a.day.month - 1]} {a.day.year}</span><br><br><span '
            f'class="TitreArticleVisu">{a.title}</span><br><br>{a.author}<br><p></p>'
            + "<p></p>".join(a.paragraphs)
            + f"<p></p>Numéro de document : news·{a.day:%Y%m%d}·VT·{n}<br></td></tr></table>"
            for n, a in enumerate(articles, start=1)
        )
        + "</body></html>"
    )


# format: (name of a file, how it is written)
FILES = {
    "nexis-older-txt": ("a.txt", nexis_older_text),
    "nexis-older-html": ("a.html", nexis_older_page),
    "nexis-uni-txt": ("a.txt", uni_text),
    "nexis-uni-txt-list": ("a.txt", lambda articles: uni_list(articles) + uni_text(articles)),
    "nexis-uni-txt-short-list": ("a.txt", lambda articles: uni_short_list(articles) + uni_text(articles)),
    "nexis-uni-docx": ("a.docx", lambda articles: write_word(uni_paragraphs(articles))),
    "nexis-uni-rtf": ("a.rtf", lambda articles: write_rtf(uni_paragraphs(articles))),
    "nexis-uni-pdf": ("a.pdf", uni_pdf),
    "factiva-labelled-txt": ("a.txt", factiva_labelled_text),
    "factiva-plain-txt": ("a.txt", factiva_plain_text),
    "factiva-rtf": ("a.rtf", lambda articles: write_rtf(factiva_plain_text(articles).split("\n"))),
    "factiva-html": ("a.html", factiva_page),
    "proquest-txt": ("a.txt", proquest_text),
    "proquest-html": ("a.html", proquest_page),
    "europresse-html": ("a.html", europresse_page),
    "europresse-older-html": ("a.html", europresse_older_page),
}
