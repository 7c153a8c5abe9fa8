// panel/dev/catalogue.ts -- the town, areas and procedures of the fake box.
import type { Area, Lane, Procedure, Town } from '../src/api/types';

const text = (it: string, en: string) => ({ it, en });

const lane = (
    id: string,
    prefix: string,
    it: string,
    en: string,
    promise_minutes: number,
    kind: Lane['kind'] = 'walk-in',
): Lane => ({ id, prefix, title: text(it, en), kind, promise_minutes });

export const lanes: Lane[] = [
    lane('quick', 'A', 'Servizi rapidi', 'Quick services', 10),
    lane('standard', 'B', 'Servizi ordinari', 'Standard services', 20),
    lane('complex', 'C', 'Servizi complessi', 'Longer services', 30),
    lane('information', 'I', 'Informazioni', 'Information', 10),
    lane('appointment', 'P', 'Appuntamenti', 'Appointments', 5, 'appointment'),
    lane('call-back', 'T', 'Da richiamare', 'To call back', 60, 'call-back'),
];

export const town: Town = {
    name: 'Crema',
    province: 'CR',
    demo: true,
    languages: ['it', 'en'],
    time_zone: 'Europe/Rome',
    lanes,
    counters: Array.from({ length: 8 }, (_, at) => ({
        id: at + 1,
        name: `Sportello ${String(at + 1)}`,
    })),
    opening: [{ day: 'monday', from: '08:30', to: '12:30' }],
};

const area = (id: string, it: string, en: string): Area => ({
    id,
    title: text(it, en),
    procedures: 0,
    available: true,
});

export const areas: Area[] = [
    area('registry', 'Anagrafe', 'Population register'),
    area('identity-cards', "Carta d'identità", 'Identity cards'),
    area('civil-status', 'Stato civile', 'Civil status'),
    area('electoral', 'Elettorale e leva', 'Electoral and conscription lists'),
    area('protocol', 'Protocollo, accesso e notifiche', 'Records and notices'),
    area('taxes', 'Tributi', 'Local taxes'),
    area('authentications', 'Autentiche e certificazioni', 'Authentications'),
    area('public-relations', 'Relazioni con il pubblico', 'Public relations'),
    area('social-services', 'Servizi sociali', 'Social services'),
    area('education', 'Istruzione e servizi scolastici', 'Education services'),
    area('mobility', 'Mobilità e polizia locale', 'Mobility and local police'),
    area('environment', 'Ambiente e territorio', 'Environment and land'),
    {
        ...area('cemeteries', 'Servizi cimiteriali', 'Cemetery services'),
        available: false,
        reason: 'Il modulo dei servizi cimiteriali non è partito.',
    },
];

const titled = (it: string, en: string, rest: object) => ({ 'x-title': text(it, en), ...rest });

const taxCode = titled('Codice fiscale', 'Tax code', {
    type: 'string',
    pattern: '^[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$',
    'x-help': text('16 caratteri, come sulla tessera sanitaria.', '16 characters, as on the card.'),
    examples: ['RSSMRA80A01D142N'],
});

const certificateForm = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['tax_code', 'kind', 'use'],
    additionalProperties: false,
    properties: {
        tax_code: taxCode,
        kind: titled('Tipo di certificato', 'Kind of certificate', {
            type: 'string',
            enum: ['residence', 'family'],
            'x-labels': {
                residence: text('Residenza', 'Residence'),
                family: text('Stato di famiglia', 'Family'),
            },
            examples: ['residence'],
        }),
        use: titled('Uso', 'Use', { type: 'string', minLength: 3, examples: ['Uso bancario'] }),
        copies: titled('Copie', 'Copies', {
            type: 'integer',
            minimum: 1,
            maximum: 9,
            examples: [1],
        }),
    },
};

const moveForm = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['declarant', 'address', 'since', 'title', 'members'],
    additionalProperties: false,
    properties: {
        declarant: titled('Chi dichiara', 'Who declares', {
            type: 'object',
            required: ['tax_code'],
            additionalProperties: false,
            properties: {
                tax_code: taxCode,
                email: titled('Posta elettronica', 'E-mail', {
                    type: 'string',
                    format: 'email',
                    examples: ['maria.rossi@example.it'],
                }),
            },
        }),
        address: titled('Nuova abitazione', 'New home', {
            type: 'object',
            required: ['street', 'number'],
            additionalProperties: false,
            properties: {
                street: titled('Via o piazza', 'Street', {
                    type: 'string',
                    minLength: 2,
                    examples: ['Via Giuseppe Mazzini'],
                }),
                number: titled('Numero civico', 'Number', {
                    type: 'string',
                    pattern: '^[0-9]+(/[A-Z])?$',
                    examples: ['12/A'],
                }),
            },
        }),
        since: titled('Vi abita dal', 'Lives there since', {
            type: 'string',
            format: 'date',
            examples: ['2026-11-02'],
        }),
        title: titled("Titolo di occupazione dell'alloggio", 'Right to occupy the home', {
            type: 'string',
            enum: ['owner', 'tenant', 'loan'],
            'x-labels': {
                owner: text('Proprietà', 'Owner'),
                tenant: text('Locazione registrata', 'Registered lease'),
                loan: text('Comodato', 'Free loan'),
            },
            examples: ['tenant'],
        }),
        members: titled('Chi si trasferisce', 'Who moves', {
            type: 'array',
            minItems: 1,
            items: {
                type: 'object',
                required: ['tax_code'],
                additionalProperties: false,
                properties: {
                    tax_code: taxCode,
                    licence: titled('Ha la patente', 'Has a driving licence', {
                        type: 'boolean',
                        examples: [true],
                    }),
                },
            },
        }),
        plates: titled('Targhe dei veicoli', 'Number plates', {
            type: 'array',
            items: { type: 'string', examples: ['AB123CD'] },
        }),
    },
};

function procedure(
    id: string,
    inArea: string,
    title: [string, string],
    rest: Partial<Procedure>,
): Procedure {
    return {
        id,
        area: inArea,
        title: text(...title),
        kind: 'intake',
        minutes: 20,
        lane: 'standard',
        documents: [text('Documento di identità valido', 'Valid identity document')],
        fee_cents: 0,
        stamp_duty_cents: 0,
        law: 'DPR 223/1989',
        term: { days: 30, kind: 'office', unit: 'calendar' },
        channels: ['counter'],
        filing_class: 'XI.2',
        charges: [],
        equipment: [],
        appointment: 'none',
        back_office: false,
        answer: null,
        phone: 'counter',
        document: null,
        form: { type: 'object', properties: {} },
        available: true,
        ...rest,
    };
}

export const procedures: Procedure[] = [
    procedure(
        'certificato-anagrafico-bollo',
        'registry',
        ['Certificato anagrafico in bollo', 'Register certificate with stamp duty'],
        {
            kind: 'delivery',
            minutes: 5,
            lane: 'quick',
            fee_cents: 52,
            stamp_duty_cents: 1600,
            law: 'DPR 223/1989 art. 33; DPR 642/1972; L. 604/1962 tab. D',
            term: { days: 0, kind: 'immediate', unit: 'calendar' },
            form: certificateForm,
        },
    ),
    procedure(
        'cambio-abitazione',
        'registry',
        ['Cambio di abitazione nel comune', 'Change of address within the town'],
        {
            documents: [
                text('Documento di identità valido', 'Valid identity document'),
                text('Codice fiscale', 'Tax code'),
                text("Titolo di occupazione dell'alloggio", 'Title to occupy the home'),
                text('Dati della patente e targhe', 'Driving licence and number plates'),
            ],
            answer: text(
                'Si dichiara entro venti giorni dal trasloco, allo sportello o per telefono con un documento alla mano. La residenza decorre dal giorno della dichiarazione.',
                'It is declared within twenty days of moving, at the counter or by telephone with an identity document at hand. Residence counts from the day of the declaration.',
            ),
            appointment: 'offered',
            phone: 'opened',
            law: 'DPR 223/1989 art. 13; DL 5/2012 art. 5',
            term: { days: 2, kind: 'office', unit: 'working' },
            form: moveForm,
        },
    ),
    procedure(
        'cie-maggiorenni',
        'identity-cards',
        ["Carta d'identità elettronica per maggiorenni", 'Electronic identity card for adults'],
        {
            kind: 'delivery',
            fee_cents: 2221,
            appointment: 'required',
            equipment: ['card-station', 'fingerprint-reader'],
        },
    ),
    procedure('tari-attivazione', 'taxes', ["Attivazione dell'utenza TARI", 'Start of waste tax'], {
        minutes: 15,
    }),
    procedure(
        'dichiarazione-nascita',
        'civil-status',
        ['Dichiarazione di nascita', 'Declaration of birth'],
        { kind: 'delivery', minutes: 40, lane: 'complex' },
    ),
    procedure(
        'colloquio-sociale',
        'social-services',
        ['Colloquio con l’assistente sociale', 'Talk with the social worker'],
        { minutes: 45, lane: 'complex', back_office: true },
    ),
    procedure(
        'permesso-seppellimento',
        'cemeteries',
        ['Permesso di seppellimento', 'Burial permit'],
        { available: false },
    ),
];

for (const one of areas) one.procedures = procedures.filter((each) => each.area === one.id).length;
