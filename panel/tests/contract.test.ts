// panel/tests/contract.test.ts -- the committed types are those of the OpenAPI document.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the types are current: run "npm run types" when this fails', { timeout: 30_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sportello-types-'));
    try {
        const made = join(folder, 'schema.d.ts');
        const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
            scripts: { types: string };
        };
        const [, ...given] = scripts.types.split(' ');
        const asked = given.map((one) => (one.endsWith('schema.d.ts') ? made : one));
        execFileSync('node', ['node_modules/openapi-typescript/bin/cli.js', ...asked]);
        expect(readFileSync('src/api/schema.d.ts', 'utf8')).toBe(readFileSync(made, 'utf8'));
    } finally {
        rmSync(folder, { recursive: true });
    }
});
