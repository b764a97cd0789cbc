"""Drives a terminal with the acquirer's own Python SDK and prints one JSON object a step.

Usage: python drive.py DEVICE
"""

import json
import sys

from transbank.POS.POSIntegrado import POSIntegrado


def step(name, call):
    try:
        line = {"step": name, "ok": call()}
    except Exception as error:  # whatever the SDK raises is a result of the step
        line = {"step": name, "error": f"{error!r} from {error.__cause__!r}"}
    print(json.dumps(line), flush=True)


def sale(pos):
    progress = []
    answer = pos.sale(2500, "123", True, lambda status: progress.append(int(status["response_code"])))
    return {**answer, "progress": progress}


pos = POSIntegrado()
step("connect", lambda: pos.open_port(sys.argv[1]))
step("poll", pos.poll)
step("load_keys", pos.load_keys)
step("totals", pos.totals)
step("last_sale", pos.last_sale)
step("sale", lambda: sale(pos))
step("multicode_sale", lambda: pos.multicode_sale(4990, "124", 597029414301))
step("multicode_last_sale", pos.multicode_last_sale)
step("multicode_last_voucher", lambda: pos.multicode_last_sale(True))
# The flag of this SDK is the wrong way round: True sends the list to the host.
step("detail", lambda: pos.details(True))
step("multicode_detail", lambda: pos.multicode_details(True))
step("void_done", lambda: pos.refund(1))
step("void_again", lambda: pos.refund(1))
step("void_debit", lambda: pos.refund(2))
step("void_nothing", lambda: pos.refund(4711))
step("close", pos.close)
step("detail_empty", lambda: pos.details(True))
step("last_sale_empty", pos.last_sale)
step("normal_mode", pos.set_normal_mode)
step("disconnect", pos.close_port)
