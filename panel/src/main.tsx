// src/main.tsx -- where the panel starts.
import 'bootstrap-italia/dist/css/bootstrap-italia.min.css';
import './style/fonts.css';
import './style/panel.css';
import './style/operator.css';
import './style/office.css';
import './style/desk.css';
import './style/supervisor.css';
import './style/kiosk.css';
import './style/board.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { App, routerFuture } from './App';
import { language, setLanguage } from './texts/texts';

setLanguage(language());

const place = document.getElementById('panel');
if (!place) throw new Error('index.html has no place for the panel');
createRoot(place).render(
    <StrictMode>
        <BrowserRouter future={routerFuture}>
            <App />
        </BrowserRouter>
    </StrictMode>,
);
