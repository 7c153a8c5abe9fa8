// tests/daemon/taxes.test.mjs -- the taxes as the IT officer's command and the operators ask them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { started } from './steps.mjs';

test("one property's IMU is told step by step, to the cent", async (t) => {
  const box = await started(t);
  const home = ['taxes', 'imu', '--year', '2026', '--category', 'A/2', '--rate', '10,6'];
  const said = await box.cli(...home, '--value', '1000,00');
  assert.match(said, /1780,80 euro$/);
  assert.match(said, /^- .*\n- /);
  assert.match(said, /F24 3918: 890 \+ 891 euro/);
  await assert.rejects(box.cli(...home, '--value', 'mille'), /mille.*sum of money/);
  await assert.rejects(box.cli(...home, '--value', '1000', '--share', '2/1'), /share/);
});
