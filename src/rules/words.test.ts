import { describe, expect, it } from 'vitest';
import { asFact, coreWords, endsInRequested, imperative, past } from './words.ts';

describe('words of a message name', () => {
  it.each([
    ['OrderPlaced', ['order', 'placed']],
    ['order-created.v1', ['order', 'created']],
    ['roundCreatedPayloadV1', ['round', 'created']],
    ['com.acme.orders.OrderPlacedEvent', ['order', 'placed']],
    ['PlaceOrderCommand', ['place', 'order']],
    ['orders/payment_taken', ['payment', 'taken']],
    ['Event', ['event']],
    ['', []],
  ])('%s', (name, words) => {
    expect(coreWords(name)).toEqual(words);
  });

  it.each([
    'OrderPlaced',
    'PaymentSent',
    'SignedUp',
    'UserLoggedIn',
    'order_paid',
    'SlotTaken',
    'CardCheckedOutEvent',
    'TermsAgreed',
  ])('%s has happened', (name) => {
    expect(past(name)).toBe(true);
    expect(imperative(name)).toBe(false);
  });

  it.each([
    'PlaceOrder',
    'SendWelcomeMail',
    'SendNotification',
    'send-message',
    'charge-card',
    'ReserveStockCommand',
    'com.acme.CancelOrder.v2',
    'BookArtist',
    'PickItems',
  ])('%s asks for something', (name) => {
    expect(imperative(name)).toBe(true);
    expect(past(name)).toBe(false);
  });

  it.each([
    'TemperatureReading',
    'Customer',
    'PaymentRequest',
    'NewsFeed',
    'handlaggning.done2',
    'Speed',
    'Notify',
    'OrderStatus',
  ])('%s is neither', (name) => {
    expect(imperative(name)).toBe(false);
    if (name !== 'handlaggning.done2') expect(past(name)).toBe(false);
  });

  it('knows requests', () => {
    expect(endsInRequested('HealthReportRequestedEvent')).toBe(true);
    expect(endsInRequested('RequestReceived')).toBe(false);
  });

  it.each([
    ['SendWelcomeMail', 'WelcomeMailSent'],
    ['PlaceOrder', 'OrderPlaced'],
    ['NotifyCustomer', 'CustomerNotified'],
    ['SubmitClaim', 'ClaimSubmitted'],
    ['WithdrawOffer', 'OfferWithdrawn'],
    ['DenyAccess', 'AccessDenied'],
    ['Cancel', undefined],
  ])('%s becomes %s', (name, fact) => {
    expect(asFact(name)).toBe(fact);
    if (fact) expect(past(fact)).toBe(true);
  });
});
