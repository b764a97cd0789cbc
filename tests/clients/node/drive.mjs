// Drives a terminal with the acquirer's own Node SDK and prints one JSON object a step.
// Usage: TILLWRIGHT_NODE_SDK=DIR node drive.mjs DEVICE   (DIR holds node_modules)
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.TILLWRIGHT_NODE_SDK, "package.json"));
const { POSIntegrado } = require("transbank-pos-sdk");

const device = process.argv[2];
const pos = new POSIntegrado();

async function step(name, call) {
  let line;
  try {
    line = { step: name, ok: await call() };
  } catch (error) {
    line = { step: name, error: String(error?.message ?? error) };
  }
  console.log(JSON.stringify(line));
}

// Connecting polls by itself.
await step("connect", () => pos.connect(device));
await step("poll", () => pos.poll());
await step("load_keys", () => pos.loadKeys());
await step("totals", () => pos.getTotals());
await step("last_sale", () => pos.getLastSale());

const progress = [];
await step("sale", async () => {
  const sale = await pos.sale(2500, "123", true, (status) => progress.push(status.responseCode));
  return { ...sale, progress };
});
await step("multicode_sale", () => pos.multicodeSale(4990, "124", "000000000002"));

await step("detail", () => pos.salesDetail(false));
// After the list this SDK stays in its waiting state and refuses the next command.
await step("reconnect", async () => {
  await pos.disconnect();
  return pos.connect(device);
});

await step("void_done", () => pos.refund(1));
await step("void_again", () => pos.refund(1));
await step("void_debit", () => pos.refund("2"));
await step("void_nothing", () => pos.refund(4711));
await step("close", () => pos.closeDay());
await step("detail_empty", () => pos.salesDetail(false));
await step("reconnect", async () => {
  await pos.disconnect();
  return pos.connect(device);
});
await step("last_sale_empty", () => pos.getLastSale());
await step("detail_print", () => pos.salesDetail(true));
await step("normal_mode", () => pos.changeToNormalMode());
await step("disconnect", () => pos.disconnect());
process.exit(0);
