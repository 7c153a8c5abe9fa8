// panel/scripts/check-dist.mjs -- proves on the built files that the panel needs no Internet and fits
// the daemon's Content-Security-Policy: nothing is fetched from elsewhere, nothing runs inline.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const dist = new URL('../dist/', import.meta.url).pathname;
const daemonFileMax_bytes = 8 * 1024 * 1024;
const problems = [];

const rules = {
    '.html': [
        [/<script(?![^>]*\bsrc=)[^>]*>/i, 'an inline script'],
        [/<style[\s>]|\sstyle=/i, 'an inline style'],
        [/\son[a-z]+=/i, 'an inline handler'],
        [/(?:src|href)=["'](?:https?:)?\/\//i, 'a file from elsewhere'],
    ],
    '.css': [
        [/url\(\s*["']?(?:https?:)?\/\//i, 'a file from elsewhere'],
        [/@import/i, 'an import'],
        [/url\(\s*["']?data:(?!image\/)/i, 'a font in a data: URL'],
    ],
    '.js': [
        [
            /(?:import|fetch|EventSource|importScripts|Worker)\(\s*["'`](?:https?:)?\/\//,
            'a fetch from elsewhere',
        ],
        [
            /["'`](?:https?:)?\/\/(?:fonts\.|cdn\.|unpkg|[^"'`]*\.(?:js|css|woff2?|svg|png)["'`])/i,
            'a file from elsewhere',
        ],
        [/\bnew Function\(|\beval\(/, 'code made from text'],
    ],
};

const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
);
for (const entry of files) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = path.slice(dist.length);
    const bytes = readFileSync(path);
    if (bytes.length > daemonFileMax_bytes) problems.push(`${name}: larger than the daemon serves`);
    if (name !== 'index.html' && !/^assets\/.+-[\w-]{8}\.\w+$/.test(name))
        problems.push(`${name}: outside assets/, or without a hash in its name`);
    for (const [pattern, what] of rules[extname(name)] ?? []) {
        const found = pattern.exec(bytes.toString());
        if (found) problems.push(`${name}: ${what}: ${found[0].slice(0, 80)}`);
    }
}
if (!files.some((entry) => entry.name === 'index.html')) problems.push('index.html is missing');

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${files.length} files checked: nothing from elsewhere, nothing inline`);
