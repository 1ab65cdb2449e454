"""Words for invented newsletters, in four languages: said at random, they mean nothing and name nobody."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "en": (
        "association families ministry letter answer newspaper volunteers information relatives organisation "
        "demonstration signatures publication neighbourhood committee representative responsibility government "
        "self-employed well-known long-term the a of and to in from with without because which their every several "
        "yesterday morning again already wrote asked waited received published answered hoped returned remembered "
        "patient careful independent difficult important confidential uncertain"
    ),
    "de": (
        "Vereinigung Familien Ministerium Brief Antwort Zeitung Freiwillige Auskunft Angehörige Versammlung "
        "Unterschriften Veröffentlichung Nachbarschaft Ausschuss Verantwortung Regierung Zuständigkeit "
        "die der das und oder mit ohne weil aber für jeden gestern morgen wieder schon schrieben fragten warteten "
        "erhielten veröffentlichten antworteten hofften geduldig vorsichtig unabhängig schwierig wichtig vertraulich"
    ),
    "fa": (
        "انجمن خانواده‌ها وزارت نامه پاسخ روزنامه داوطلبان اطلاعات خویشاوندان سازمان امضاها انتشار همسایه کمیته "
        "نماینده مسئولیت دولت از به با در که این آن را برای همه چند دیروز صبح دوباره نوشت پرسید می‌ماند رسید "
        "می‌گوید نمی‌داند برگشت امیدوار مهم دشوار محرمانه مستقل شهر مادر پدر برادر سال‌ها ماه هفته گفت‌وگو"
    ),
    "ar": (
        "الجمعية العائلات الوزارة الرسالة الجواب الصحيفة المتطوعون المعلومات الأقارب المنظمة التوقيعات النشر الجيران "
        "اللجنة المسؤولية الحكومة من إلى في على عن مع كل بعض أمس صباحا مرة أخرى كتبت سألت انتظرت وصلت نشرت أجابت "
        "عادت صبورة مهمة صعبة سرية مستقلة المدينة الأم الأب الأخ سنوات شهر أسبوع"
    ),
}
NOTICES: dict[str, tuple[str, str]] = {
    "en": ("Continued on page {}", "Continued from page {}"),
    "de": ("Fortsetzung auf Seite {}", "Fortsetzung von Seite {}"),
    "fa": ("ادامه در صفحهٔ {}", "ادامه از صفحهٔ {}"),
    "ar": ("يتبع في الصفحة {}", "تتمة من الصفحة {}"),
}
