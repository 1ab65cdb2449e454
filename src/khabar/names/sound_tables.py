"""How letters sound: one table per script, from written letters to the sounds they may stand for.

Sounds are single signs shared by all scripts: S sh, C ch, j as in Jamal or zh, x kh, G gh, c ts, w and y half vowels,
u and i full ones, a every other vowel. The first sound is the usual one; the others are tried as well.
It must never hold whole names: what a name is called elsewhere is an alias, and evidence of another kind.
Source: the orthographies themselves, in French, English, German, Turkish, Albanian, Italian and Russian use.
"""

from typing import Final

Sounds = tuple[str, ...]
SoundTable = dict[str, Sounds]


def _table(rows: str) -> SoundTable:
    """Read `letters=sound|other sound` rows; an empty sound is a silent letter."""
    pairs = (row.split("=") for row in rows.split())
    return {letters: tuple(sounds.split("|")) for letters, sounds in pairs}


LATIN: Final = _table(
    """
    tsch=C dsch=j dzsh=j dzh=j dsh=j sch=S|sk tch=C tsh=C shch=S szcz=S dzs=j zs=j
    dj=j dž=j gj=j xh=j zh=j sh=S ch=C|S|x cz=C ck=k cq=k sz=S|s tz=c ts=c gh=G kh=x ph=f th=t|s dh=d|z
    qu=k wh=w ng=ng ou=u oo=u ee=i ea=i ie=i eu=u ue=u oe=u ae=a aa=a uh=u
    ce=sa|ja ci=si|ji cy=si|ji c=k|j ç=C|s ć=C č=C ċ=C
    ge=ga|ja gi=gi|ji gy=gi|j ğ=G| ģ=g gu=gu|g g=g
    j=j|y x=ks|x ş=S š=S ș=S ś=S ŝ=S ß=s ž=j ż=j ź=z z=z ț=c ţ=c þ=t ð=d đ=d|j ñ=ni|n
    b=b p=p t=t d=d s=s k=k q=k f=f v=v w=w|u m=m n=n l=l r=r h=h y=y
    a=a e=a i=i o=u u=u ö=u ü=u ä=a ı=i ə=a ø=u œ=u æ=a å=u ł=l
    """
)
ARABIC: Final = _table(
    """
    ا=a ب=b|p پ=p ت=t ث=t|s ج=j|g چ=C ح=h خ=x د=d ذ=d|z ر=r ز=z ژ=j س=s ش=S ص=s ض=d|z ط=t ظ=z|d
    ع=a غ=G ف=f|v ڤ=v ق=k|g ک=k|g گ=g ل=l م=m ن=n و=u|w ه=h ی=y
    """
)
HEBREW: Final = _table(
    """
    א=a ב=b|v ג'=j ג=g ד'=d ד=d ה=h וו=w ו'=w ו=u|v ז'=j ז=z ח'=x ח=h|x ט=t י=y כ=k|x ל=l מ=m נ=n ס=s ע=a
    פ=p|f צ'=C צ=c|s ק=k ר=r ש=S|s ת'=t ת=t
    """
)
CYRILLIC: Final = _table(
    """
    дж=j тч=C тс=c дз=z кс=ks а=a б=b в=v г=g|h д=d е=a ж=j з=z и=i к=k л=l м=m н=n о=u п=p р=r с=s т=t у=u
    ф=f х=x|h ц=c ч=C ш=S ю=yu я=ya
    """
)

SKELETON: Final = {
    **dict.fromkeys("bp", "B"),
    **dict.fromkeys("fvw", "F"),
    **dict.fromkeys("td", "T"),
    **dict.fromkeys("szc", "S"),
    **dict.fromkeys("SCj", "C"),
    **dict.fromkeys("kgG", "K"),
    **dict.fromkeys("xh", "H"),
    "m": "M",
    "n": "N",
    "l": "L",
    "r": "R",
    "y": "",
    "i": "",
    "u": "",
    "a": "",
}
"""Coarse consonant of each sound; vowels and half vowels fall out."""
