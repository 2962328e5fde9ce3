/** Several signals as one loop, with limits of time. */
export { observeSignals, type ObserveSignalsOptions, type SignalReading } from './observe-signals.ts';
