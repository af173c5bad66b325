import { describe, expect, it } from 'vitest';
import {
  asFact,
  asRequest,
  beginsWithThing,
  coreWords,
  endsInRequested,
  english,
  imperative,
  past,
  tellsRemoval,
} from './words.ts';

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

  it('knows what tells that something is gone', () => {
    expect(tellsRemoval('CustomerDeletedEvent')).toBe(true);
    expect(tellsRemoval('ItemRemovedFromBasket')).toBe(false);
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

  it.each([
    ['OrderPlaced', 'PlaceOrder'],
    ['WelcomeMailSent', 'SendWelcomeMail'],
    ['CustomerCreate', 'CreateCustomer'],
    ['PaymentDenied', 'DenyPayment'],
    ['Placed', undefined],
    ['CustomerStatus', undefined],
  ])('%s is asked for by %s', (name, request) => {
    expect(asRequest(name)).toBe(request);
    if (request) expect(imperative(request)).toBe(true);
  });

  it.each(['PaymentStatus', 'customers', 'OrderCreation', 'PlaceOrder', 'WidgetSent'])('%s is English', (name) => {
    expect(english(name)).toBe(true);
  });

  it.each(['Bestellung', 'commande-passee', 'Zahlungseingang'])('%s is not', (name) => {
    expect(english(name)).toBe(false);
  });

  it('a name that begins with a thing asks for nothing; one that may also be a verb does', () => {
    expect(beginsWithThing('CustomerStatus')).toBe(true);
    expect(beginsWithThing('OrderPizza')).toBe(false);
  });
});
