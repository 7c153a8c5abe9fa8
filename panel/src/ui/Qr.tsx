// src/ui/Qr.tsx -- a QR code, drawn here as SVG.
import { useMemo } from 'react';
import { encode } from 'uqr';

export function Qr({ text, label }: { text: string; label: string }) {
    const { size, path } = useMemo(() => {
        const code = encode(text, { ecc: 'M', border: 4 });
        const squares = code.data.flatMap((row, y) =>
            row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')),
        );
        return { size: code.size, path: squares.join('') };
    }, [text]);
    return (
        <svg
            className="qr"
            role="img"
            aria-label={label}
            viewBox={`0 0 ${String(size)} ${String(size)}`}
            shapeRendering="crispEdges"
        >
            <rect width={size} height={size} fill="#fff" />
            <path d={path} fill="#000" />
        </svg>
    );
}
