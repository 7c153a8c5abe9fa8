// panel/dev/cases.ts -- what the fake box answers when a case is opened.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Case, Principal } from '../src/api/types';
import { procedures } from './catalogue';
import { refuse } from './refusal';

export interface CaseBody {
    procedure: string;
    ticket?: number;
    data: Record<string, unknown>;
}

const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));

export function openedCase(body: CaseBody, who: Principal, id: number, protocol: string): Case {
    const procedure = procedures.find((one) => one.id === body.procedure);
    if (!procedure) refuse(404, 'procedure.unknown', 'Questo procedimento non esiste.');
    const valid = ajv.compile(procedure.form);
    if (!valid(body.data)) {
        const errors = (valid.errors ?? []).map(({ instancePath, keyword, params }) => {
            const missing = params.missingProperty as string | undefined;
            return missing
                ? {
                      pointer: `/data${instancePath}/${missing}`,
                      code: 'required',
                      detail: 'Manca questo dato.',
                  }
                : {
                      pointer: `/data${instancePath}`,
                      code: keyword,
                      detail: 'Il valore non è nella forma richiesta.',
                  };
        });
        refuse(
            422,
            'case.invalid',
            'Alcuni dati mancano o non vanno bene; nulla è stato registrato.',
            errors,
        );
    }
    const intake = procedure.kind === 'intake';
    const charges: Case['charges'] = [];
    if (procedure.fee_cents)
        charges.push({
            kind: 'fee',
            cents: procedure.fee_cents,
            reason: 'L. 604/1962, tab. D',
        });
    if (procedure.stamp_duty_cents)
        charges.push({
            kind: 'stamp-duty',
            cents: procedure.stamp_duty_cents,
            reason: 'DPR 642/1972',
        });
    return {
        id,
        procedure: procedure.id,
        area: procedure.area,
        state: intake ? 'accepted' : 'completed',
        ticket: body.ticket ?? null,
        actor: who.id,
        opened_at: new Date().toISOString(),
        data: body.data,
        result: {},
        charges,
        due_on: intake ? '2026-11-26' : null,
        protocol: intake ? { year: 2026, number: protocol } : null,
        documents: intake
            ? [{ number: 1, name: 'ricevuta.pdf', title: 'Ricevuta della dichiarazione' }]
            : [{ number: 1, name: 'certificato.pdf', title: 'Certificato di residenza' }],
        code: `ca5e${String(id).padStart(8, '0')}`,
        task: intake ? id : null,
    };
}
