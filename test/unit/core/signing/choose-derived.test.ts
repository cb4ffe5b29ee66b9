import assert from 'node:assert/strict'
import {chooseDerived} from '../../../../src/core/signing/choose-derived.js'

const iot = {service: 'iotdm', region: 'cn-north-4', isGlobal: false}

describe('Derived signing', () => {
  it('is chosen in auto where the service has a name for it and a region is known, for unusual hosts', () => {
    assert.deepEqual(
      [
        chooseDerived({...iot, mode: 'auto'}),
        chooseDerived({...iot, mode: 'auto', isGlobal: true}),
        chooseDerived({...iot, mode: 'auto', region: undefined}),
        chooseDerived({...iot, mode: 'auto', service: undefined}),
        chooseDerived({...iot, mode: 'off'}),
      ],
      [
        {derived: {service: 'iotdm', region: 'cn-north-4', hosts: 'unusual'}},
        {derived: {service: 'iotdm', region: 'globe', hosts: 'unusual'}},
        {},
        {},
        {},
      ],
    )
  })

  it('is for every host where it is on, and says what it lacks', () => {
    assert.deepEqual(
      [
        chooseDerived({...iot, mode: 'on'}),
        chooseDerived({...iot, mode: 'on', region: undefined}),
        chooseDerived({...iot, mode: 'on', service: undefined}),
      ],
      [{derived: {service: 'iotdm', region: 'cn-north-4', hosts: 'all'}}, {missing: 'region'}, {missing: 'name'}],
    )
  })
})
