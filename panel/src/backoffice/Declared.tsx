// src/backoffice/Declared.tsx -- the data of a case, under the names its form gives them.
import { kindOf, labelOf, resolve, titleOf, type Schema, type Value } from '../form/schema';
import { longDay, say } from '../texts/texts';

interface Props {
    value: Value;
    schema: Schema;
    root: Schema;
}

export function Declared({ value, schema: given, root }: Props) {
    const schema = resolve(given, root);
    if (Array.isArray(value))
        return (
            <ol className="declared-rows">
                {value.map((row, at) => (
                    <li key={at}>
                        <Declared value={row} schema={schema.items ?? {}} root={root} />
                    </li>
                ))}
            </ol>
        );
    if (typeof value === 'object' && value !== null)
        return (
            <dl className="declared">
                {Object.entries(value).map(([name, part]) => {
                    const inner = resolve(schema.properties?.[name] ?? {}, root);
                    return (
                        <div key={name}>
                            <dt>{titleOf(inner, name)}</dt>
                            <dd>
                                <Declared value={part} schema={inner} root={root} />
                            </dd>
                        </div>
                    );
                })}
            </dl>
        );
    return <>{written(value, schema)}</>;
}

function written(value: string | number | boolean | null | undefined, schema: Schema): string {
    if (value === null || value === undefined) return '–';
    if (typeof value === 'boolean') return say(value ? 'casedata.yes' : 'casedata.no');
    if (kindOf(schema) === 'choice') return labelOf(schema, value);
    if (schema.format === 'date' && /^\d{4}-\d\d-\d\d$/.test(String(value)))
        return longDay(String(value));
    return String(value);
}
