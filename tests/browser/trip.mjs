// tests/browser/trip.mjs -- walks the first whole trip through the house by clicking: a ticket at the
// kiosk, the call at counter 3, two cases, a protocol number, and the board that shows the call.
//
// SPORTELLO_URL       where the box is, such as http://127.0.0.1:8080
// SPORTELLO_USER, SPORTELLO_PASSWORD   an operator whose password needs no change
// KIOSK_TOKEN, BOARD_TOKEN             device tokens
// CHROMIUM            the browser (default /usr/bin/chromium)
// SCREENSHOTS         folder for pictures of each station (default: none are taken)
//
// The house must be empty: no ticket waits, counter 3 is closed. The town must be a demo town, for the
// forms are filled in with their own examples.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const wait_ms = 15_000;
const pictures = process.env.SCREENSHOTS;

function setting(name) {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set`);
    return value;
}

const url = setting('SPORTELLO_URL').replace(/\/$/, '');
const complaints = []; // What the browser's consoles said; must stay empty.
let doing = 'starting the browser';

function say(text) {
    doing = text;
    console.log(`  ${text}`);
}

async function page(browser, name, width, height) {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'it-IT' });
    context.setDefaultTimeout(wait_ms);
    const opened = await context.newPage();
    opened.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${name}: ${message.text()}`);
    });
    opened.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
    opened.on('request', (request) => {
        const address = request.url();
        if (!address.startsWith(url) && !address.startsWith('data:'))
            complaints.push(`${name}: asked for ${address}, outside the box`);
    });
    return opened;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

// Each station is looked at: by axe for WCAG 2.1 AA, and by people when pictures are taken.
async function look(at, name) {
    await at.evaluate(axe);
    const { violations } = await at.evaluate(
        (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }),
        wcag,
    );
    for (const { id, help, nodes } of violations)
        complaints.push(`${name}: ${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
    await picture(at, name);
}

async function picture(of, name) {
    if (pictures)
        await of.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
}

function expect(condition, sentence) {
    if (!condition) throw new Error(sentence);
}

async function takeTicket(kiosk) {
    say('the kiosk signs in with its token, which leaves the address bar');
    await kiosk.goto(`${url}/kiosk#token=${setting('KIOSK_TOKEN')}`);
    await kiosk.getByRole('heading', { name: 'di che cosa ha bisogno' }).waitFor();
    await kiosk.getByRole('button', { name: 'Anagrafe' }).waitFor();
    expect(!kiosk.url().includes('token'), 'the device token is still in the address bar');
    await look(kiosk, 'kiosk-home');

    say('a citizen takes a ticket for a change of address');
    await kiosk.getByRole('button', { name: 'Anagrafe' }).click();
    await kiosk.getByRole('button', { name: /Cambio di abitazione/ }).click();
    await kiosk.getByRole('heading', { name: 'Servono questi documenti' }).waitFor();
    await look(kiosk, 'kiosk-confirm');
    await kiosk.getByRole('button', { name: 'Prendi il biglietto' }).click();
    const number = (await kiosk.locator('.kiosk-number').innerText()).trim();
    expect(/^[A-Z]\d{3,}$/.test(number), `"${number}" is no ticket number`);
    await look(kiosk, 'kiosk-ticket');
    await kiosk.getByRole('button', { name: 'Fatto' }).click();
    await kiosk.getByRole('heading', { name: 'di che cosa ha bisogno' }).waitFor();
    return number;
}

async function signIn(operator) {
    say('the operator signs in');
    await operator.goto(`${url}/`);
    await operator.getByLabel('Nome utente').fill(setting('SPORTELLO_USER'));
    await look(operator, 'sign-in');
    await operator.getByLabel('Password').fill(setting('SPORTELLO_PASSWORD'));
    await operator.getByRole('button', { name: 'Entra' }).click();
    say('and opens counter 3');
    const choice = operator.getByRole('main').getByRole('listitem');
    await choice.nth(2).getByRole('button').click();
    await operator.getByRole('button', { name: 'Apri lo sportello' }).click();
    await operator.getByRole('button', { name: /Chiama il prossimo/ }).waitFor();
}

async function call(operator, board, number) {
    say(`${number} is seen waiting, and is called`);
    await operator.locator('.lanes').getByText(number, { exact: true }).waitFor();
    await operator.getByRole('button', { name: /Chiama il prossimo/ }).click();
    await operator.locator('.current-number').getByText(number, { exact: true }).waitFor();

    say('the board shows the call');
    const latest = board.locator('.board-latest');
    await latest.getByText(number, { exact: true }).waitFor();
    const counter = await latest.locator('.board-counter').innerText();
    expect(counter.includes('3'), `the board sends ${number} to "${counter}", not to counter 3`);
    await look(board, 'board');

    say('the citizen has come: service starts');
    await operator.getByRole('button', { name: /Inizia/ }).click();
    await operator.getByRole('button', { name: /Termina/ }).waitFor();
}

// Opens the case of the card on the screen, with the example of its form.
async function openCase(operator, name) {
    await operator.getByRole('button', { name: 'Apri la pratica' }).click();
    await operator.getByRole('button', { name: "Compila con l'esempio" }).click();
    await look(operator, `${name}-form`);
    await operator.getByRole('button', { name: 'Registra la pratica' }).click();
    const result = operator.locator('.case-result');
    // Either the result comes or the box explains what is wrong; the latter is worth reading.
    const refused = operator.locator('.case-form .alert');
    await result.or(refused).first().waitFor();
    expect(!(await refused.count()), `the case was refused: ${await refused.allInnerTexts()}`);
    await look(operator, `${name}-result`);
    return result;
}

async function serve(operator) {
    say("a certificate of residence, found by the citizen's word");
    await operator
        .getByRole('combobox', { name: 'Cerca un procedimento' })
        .fill('certificato anagrafico in bollo');
    await operator.getByRole('option', { name: /Certificato anagrafico in bollo/ }).click();
    await operator.getByRole('heading', { name: 'Certificato anagrafico in bollo' }).waitFor();
    const certificate = await openCase(operator, 'certificate');
    await certificate.getByRole('heading', { name: 'Pratica conclusa' }).waitFor();
    expect(await certificate.locator('.case-documents a').count(), 'the certificate has no paper');
    const paper = await certificate.locator('.case-documents a').first().getAttribute('href');
    const pdf = await operator.request.get(`${url}${paper}`);
    expect(
        pdf.ok() && (await pdf.body()).subarray(0, 5).toString() === '%PDF-',
        `${paper} is no PDF`,
    );

    say('the change of address, which gets a protocol number');
    await operator
        .getByRole('combobox', { name: 'Cerca un procedimento' })
        .fill('cambio di abitazione');
    await operator.getByRole('option', { name: /Cambio di abitazione/ }).click();
    await operator.getByRole('heading', { name: /Cambio di abitazione/ }).waitFor();
    const change = await openCase(operator, 'change-of-address');
    const protocol = (await change.locator('[data-protocol]').innerText()).trim();
    expect(/^\d{7,}\/\d{4}$/.test(protocol), `"${protocol}" is no protocol number`);
    return protocol;
}

async function walk(browser) {
    const kiosk = await page(browser, 'kiosk', 1080, 1920);
    const board = await page(browser, 'board', 1920, 1080);
    const operator = await page(browser, 'operator', 1366, 768);

    const number = await takeTicket(kiosk);
    say('the board signs in with its token');
    await board.goto(`${url}/board#token=${setting('BOARD_TOKEN')}`);
    await board.getByRole('heading', { name: 'In attesa' }).waitFor();
    await signIn(operator);
    await call(operator, board, number);
    const protocol = await serve(operator);

    say('service ends, and the counter closes');
    await operator.getByRole('button', { name: /Termina/ }).click();
    await operator.getByText('Nessun cittadino allo sportello').waitFor();
    await operator.getByRole('button', { name: 'Chiudi lo sportello' }).click();
    await operator.getByRole('button', { name: 'Apri lo sportello' }).waitFor();
    await operator.getByRole('button', { name: 'Esci' }).click();
    await operator.getByLabel('Nome utente').waitFor();
    expect(complaints.length === 0, 'the browser complained');
    return `${number} was served, protocol ${protocol}`;
}

let browser;
try {
    if (pictures) mkdirSync(pictures, { recursive: true });
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
    console.log(`trip: ${await walk(browser)}`);
} catch (error) {
    console.error(`trip: FAILED while "${doing}": ${error.message}`);
    for (const complaint of complaints) console.error(`    ${complaint}`);
    if (pictures && browser)
        for (const [at, context] of browser.contexts().entries())
            for (const open of context.pages())
                await picture(open, `failure-${at}`).catch(() => undefined);
    process.exitCode = 1;
} finally {
    await browser?.close();
}
