"""./run pictures starts this file: it says where our code and settings are, and hands over to the camera.

It lies beside the journeys because it walks them, with the same people and the same browser.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ |= {"KHABAR_PROCESS": "check", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.camera import take_all

if __name__ == "__main__":
    take_all()
