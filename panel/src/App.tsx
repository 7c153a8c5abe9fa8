// src/App.tsx -- the pages of the panel, by address.
import { Outlet, Route, Routes } from 'react-router-dom';
import { AppointmentsPage } from './appointments/AppointmentsPage';
import { BackOfficePage } from './backoffice/BackOfficePage';
import { BoardPage } from './board/BoardPage';
import { KioskPage } from './kiosk/KioskPage';
import { OperatorPage } from './operator/OperatorPage';
import { PhonePage } from './phone/PhonePage';
import { AppointmentPage } from './public/AppointmentPage';
import { CasePage } from './public/CasePage';
import { ReceptionPage } from './reception/ReceptionPage';
import { Entry } from './session/Entry';
import { PersonProvider } from './session/person';
import { SupervisorPage } from './supervisor/SupervisorPage';
import { useLanguage } from './texts/texts';
import { TicketPage } from './ticket/TicketPage';
import { TownProvider } from './town/town';
import { DemoRibbon } from './ui/DemoRibbon';
import { NotFound } from './ui/NotFound';

// The router's next major version, already.
export const routerFuture = { v7_startTransition: true, v7_relativeSplatPath: true };

export function App() {
    useLanguage();
    return (
        <TownProvider>
            <DemoRibbon />
            <Routes>
                <Route
                    element={
                        <PersonProvider>
                            <Outlet />
                        </PersonProvider>
                    }
                >
                    <Route path="/" element={<Entry />} />
                    <Route path="/operator" element={<OperatorPage />} />
                    <Route path="/reception" element={<ReceptionPage />} />
                    <Route path="/phone" element={<PhonePage />} />
                    <Route path="/appointments" element={<AppointmentsPage />} />
                    <Route path="/back-office" element={<BackOfficePage />} />
                    <Route path="/supervisor/*" element={<SupervisorPage />} />
                </Route>
                <Route path="/kiosk" element={<KioskPage />} />
                <Route path="/board" element={<BoardPage />} />
                <Route path="/t/:code" element={<TicketPage />} />
                <Route path="/c/:code" element={<CasePage />} />
                <Route path="/a/:code" element={<AppointmentPage />} />
                <Route path="*" element={<NotFound />} />
            </Routes>
        </TownProvider>
    );
}
